import { describe, expect, test } from 'vitest';
import {
  isInFlight,
  isWaiting,
  nextStatus,
  type PostEvent,
  STATUSES,
  TRANSITIONS,
} from '../../../core/domain/status.ts';
import { canMove, movePost, TransitionError } from '../../../core/domain/transition.ts';
import { aPost } from '../../fakes/post.ts';

const PROOF: ReadonlySet<PostEvent> = new Set([
  'notSent',
  'throttled',
  'held',
  'provenAbsent',
  'partPublished',
]);

describe('the transition table', () => {
  test('leads back from the wire only by proof', () => {
    for (const from of STATUSES.filter(isInFlight)) {
      for (const [event, to] of Object.entries(TRANSITIONS[from])) {
        if (typeof to === 'string' && isWaiting(to))
          expect(PROOF.has(event as PostEvent), `${from} ${event} ${to}`).toBe(true);
      }
    }
  });

  test('reaches the wire only by arming, and only from where nothing is on it', () => {
    for (const from of STATUSES) {
      for (const [event, to] of Object.entries(TRANSITIONS[from])) {
        if (to !== 'publishing' || event === 'stopRequested') continue;
        expect(event).toBe('armed');
        expect(isWaiting(from), from).toBe(true);
      }
    }
  });

  test('checking is never armed, cancelled or edited', () => {
    const never = ['armed', 'cancelled', 'edited', 'scheduled'] as const;
    expect(never.map((event) => nextStatus('checking', event))).toEqual(never.map(() => undefined));
  });

  test('published is the end, but for its series, unless a person has it deleted', () => {
    expect(TRANSITIONS.published).toEqual({ unpublished: 'cancelled', continued: 'published' });
  });

  test('every other status can be left by a person or by time', () => {
    for (const status of STATUSES)
      if (status !== 'published') expect(Object.keys(TRANSITIONS[status]).length, status).toBeGreaterThan(0);
  });
});

describe('movePost', () => {
  const mover = { now: 5, nonce: 'n2', by: 'test' };

  test('writes version, nonce, time and a history entry', () => {
    const post = aPost({ version: 7, nonce: 'n1' });
    const { from, to, entry } = movePost(post, 'enqueued', mover);
    expect(from).toBe(post);
    expect(to).toMatchObject({ status: 'queued', version: 8, nonce: 'n2', updatedAt: 5 });
    expect(entry).toEqual({ at: 5, event: 'enqueued', part: 0, detail: '', by: 'test' });
  });

  test('lets nothing but further deletion happen to a post that was taken down, though its series goes on', () => {
    const reason = { kind: 'removed', at: 0, detail: '' } as const;
    const events = new Set(STATUSES.flatMap((status) => Object.keys(TRANSITIONS[status]) as PostEvent[]));
    for (const status of STATUSES) {
      const able = [...events].filter((event) => canMove(aPost({ status, reason }), event));
      const further = able.filter((event) => event !== 'continued');
      expect(further, status).toEqual(status === 'cancelled' ? ['partDeleted'] : []);
      expect(canMove(aPost({ status }), 'partDeleted')).toBe(false);
    }
  });

  test('refuses what the table does not have', () => {
    const post = aPost({ status: 'published' });
    expect(canMove(post, 'armed')).toBe(false);
    expect(() => movePost(post, 'armed', mover)).toThrow(TransitionError);
  });
});
