import { describe, expect, test } from 'vitest';
import { FIRST_POLL, LOCAL_PACE, SHARED_PACE } from '../../../core/domain/pace.ts';
import { MINUTE, SECOND } from '../../../core/domain/time.ts';
import type { WorkerDirectory, WorkerRecord } from '../../../core/ports/worker-directory.ts';
import { createAgenda } from '../../../core/processors/agenda.ts';
import { createPeers } from '../../../core/processors/peers.ts';
import { createPoll } from '../../../core/processors/poll.ts';
import { createFakeClock, FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createFakeRandom } from '../../fakes/random.ts';

describe('the poll of a shared queue', () => {
  const setUp = () => {
    const clock = createFakeClock();
    return { clock, poll: createPoll({ clock, random: createFakeRandom(), pace: SHARED_PACE }) };
  };
  const pauseOf = (poll: ReturnType<typeof createPoll>, now: number): number => (poll.next() ?? now) - now;

  test('grows to five minutes while the queue is empty, never in step', () => {
    const { clock, poll } = setUp();
    const pauses = Array.from({ length: 14 }, () => {
      poll.looked(false);
      return pauseOf(poll, clock.now());
    });
    expect(pauses[0]).toBeGreaterThan(FIRST_POLL * 0.74);
    expect(pauses[0]).toBeLessThanOrEqual(FIRST_POLL);
    for (const pause of pauses.slice(-4)) expect(pause).toBeGreaterThan(SHARED_PACE.longestPoll * 0.74);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(SHARED_PACE.longestPoll);
    expect(new Set(pauses).size).toBe(pauses.length);
  });

  test('begins anew with a message, or a sign of one', () => {
    const { clock, poll } = setUp();
    for (let i = 0; i < 10; i++) poll.looked(false);
    expect(poll.isDue()).toBe(false);
    poll.soon();
    expect(poll.isDue()).toBe(true);
    poll.looked(true);
    expect(poll.isDue()).toBe(true);
    poll.looked(false);
    expect(pauseOf(poll, clock.now())).toBeLessThanOrEqual(FIRST_POLL);
  });

  test('a local queue is looked at whenever the worker is awake', () => {
    const poll = createPoll({ clock: createFakeClock(), random: createFakeRandom(), pace: LOCAL_PACE });
    poll.looked(false);
    expect(poll.isDue()).toBe(true);
    expect(poll.next()).toBeUndefined();
  });
});

describe('when to look at the rows', () => {
  test('at first, at the next due time, after news, and after half an hour', async () => {
    const clock = createFakeClock();
    const agenda = createAgenda({ clock, pace: SHARED_PACE });
    expect(agenda.isLookDue()).toBe(true);
    agenda.begin();
    agenda.looked(FAKE_START + MINUTE);
    expect(agenda.isLookDue()).toBe(false);
    await clock.advance(MINUTE);
    expect(agenda.isLookDue()).toBe(true);
    agenda.begin();
    agenda.looked(undefined);
    expect(agenda.next()).toBeUndefined();
    agenda.lookSoon();
    expect(agenda.isLookDue()).toBe(true);
    agenda.begin();
    await clock.advance(SHARED_PACE.sweep);
    expect(agenda.isSweepDue()).toBe(true);
  });

  test('looking often does not put off the sweep', async () => {
    const clock = createFakeClock();
    const agenda = createAgenda({ clock, pace: SHARED_PACE });
    agenda.begin();
    for (let at = 0; at < SHARED_PACE.sweep; at += 10 * MINUTE) {
      expect(agenda.isSweepDue()).toBe(false);
      await clock.advance(10 * MINUTE);
      if (agenda.isSweepDue()) break;
      agenda.begin();
    }
    expect(agenda.isSweepDue()).toBe(true);
    agenda.begin();
    expect(agenda.isSweepDue()).toBe(false);
  });

  test('a change of our own moves the time without a look', () => {
    const clock = createFakeClock();
    const agenda = createAgenda({ clock, pace: SHARED_PACE });
    agenda.begin();
    agenda.looked(FAKE_START + MINUTE);
    expect(agenda.hear([aPost({ dueAt: FAKE_START + SECOND })])).toBe(true);
    expect(agenda.next()).toBe(FAKE_START + SECOND);
    expect(agenda.hear([aPost({ dueAt: FAKE_START + MINUTE }), aPost({ status: 'published' })])).toBe(false);
  });

  test('what is said while a look is under way is not forgotten', () => {
    const clock = createFakeClock();
    const agenda = createAgenda({ clock, pace: SHARED_PACE });
    agenda.begin();
    agenda.lookSoon();
    agenda.looked(FAKE_START + MINUTE);
    expect(agenda.isLookDue()).toBe(true);
  });
});

describe('who else is alive', () => {
  const directory = { beatEvery: 2 * MINUTE } as WorkerDirectory;
  const record = (id: string, lastBeat: number) => ({ id, lastBeat }) as WorkerRecord;

  test('whoever is seen to beat by our own clock, whatever theirs says', async () => {
    const clock = createFakeClock();
    const peers = createPeers('me', clock, directory);
    const wrong = FAKE_START - 3_600_000;
    peers.see([record('me', FAKE_START), record('a', wrong), record('dead', FAKE_START)]);
    expect(peers.ids()).toEqual(['a', 'dead']);
    for (let i = 1; i <= 3; i++) {
      await clock.advance(2 * MINUTE);
      // To the second only: the same beat may be told a little differently.
      peers.see([record('a', wrong + i * 2 * MINUTE), record('dead', FAKE_START + 900)]);
    }
    expect(peers.ids()).toEqual(['a']);
    peers.see([]);
    expect(peers.ids()).toEqual([]);
  });
});
