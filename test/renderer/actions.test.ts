import { describe, expect, it } from 'vitest';
import { EXPLANATIONS } from '../../core/domain/explain.ts';
import { REASON_KINDS, type ReasonKind } from '../../core/domain/reason.ts';
import { STATUSES, type Status } from '../../core/domain/status.ts';
import { WAYS_OUT } from '../../core/domain/way-out.ts';
import { actionsOf, wayOutOf } from '../../renderer/post/actions.ts';
import { postView } from './support.ts';

const ids = (status: Status, reason?: ReasonKind) =>
  actionsOf(postView({ status, ...(reason && { reason }) }))
    .map(({ id }) => id)
    .join(' ');

describe('actionsOf', () => {
  it('offers for each status what the transition table allows', () => {
    expect(Object.fromEntries(STATUSES.map((status) => [status, ids(status)]))).toEqual({
      draft: 'details edit reschedule postNow copyText duplicate cancel',
      scheduled: 'details edit reschedule postNow copyText duplicate cancel',
      queued: 'details edit reschedule postNow copyText duplicate cancel',
      publishing: 'details copyText duplicate cancel',
      checking: 'details copyText duplicate cancel',
      retrying: 'details edit reschedule postNow copyText duplicate cancel',
      published: 'details copyText duplicate',
      missed: 'details edit reschedule postNow copyText duplicate cancel',
      held: 'details edit postNow retry copyText duplicate cancel',
      failed: 'details edit reschedule postNow retry copyText duplicate cancel',
      cancelled: 'details edit reschedule copyText duplicate',
    });
  });

  it('never sends a post of unknown outcome again without asking', () => {
    expect(ids('failed', 'undecided')).toBe('details edit retry force copyText duplicate cancel');
  });

  it('restores only what was cancelled and remembers what it was', () => {
    const idsOf = (restorable?: true) =>
      actionsOf(postView({ status: 'cancelled', ...(restorable && { restorable }) })).map(({ id }) => id);
    expect(idsOf(true)).toContain('restore');
    expect(idsOf()).not.toContain('restore');
  });

  it('opens, links to and deletes on X what is there, and only what is settled is deleted', () => {
    const out = (status: Status, more: object = {}) =>
      actionsOf(postView({ status, parts: [{ text: 'out', tweetId: '1', ...more }] }))
        .map(({ id }) => id)
        .filter((id) => ['open', 'copyLink', 'unpublish'].includes(id))
        .join(' ');
    expect(out('published')).toBe('open copyLink unpublish');
    expect(out('failed')).toBe('open copyLink unpublish');
    expect(out('publishing')).toBe('open copyLink');
    expect(out('cancelled', { deletedAt: '2027-01-01T00:00:00Z' })).toBe('');
  });
});

const wayOut = (reason: ReasonKind, status: Status) =>
  wayOutOf(postView({ status, reason, explanation: EXPLANATIONS[reason] }))?.label;

describe('wayOutOf', () => {
  it('has the label of the core, and a step in the window for whatever has a command', () => {
    for (const kind of REASON_KINDS) {
      const exit = WAYS_OUT[EXPLANATIONS[kind].wayOut];
      expect(wayOut(kind, 'failed')).toBe(exit?.label);
    }
  });

  it('is one button, and only an action that the post allows', () => {
    expect(wayOut('rejected', 'failed')).toBe('Edit');
    expect(wayOut('undecided', 'failed')).toBe('Check again');
    expect(wayOut('late', 'missed')).toBe('Give a new time');
    expect(wayOut('auth', 'held')).toBe('The keys are fixed');
    expect(wayOut('credits', 'held')).toBe('Add credit');
    expect(wayOut('locked', 'held')).toBe('Open X');
    expect(wayOut('parentGone', 'failed')).toBe('Cancel post');
    expect(wayOut('network', 'retrying')).toBeUndefined();
    expect(wayOut('stopped', 'cancelled')).toBeUndefined();
  });
});
