import { describe, expect, test } from 'vitest';
import type { ProcessorRecord } from '../../../core/domain/health.ts';
import { DEFAULT_LATE_POLICY } from '../../../core/domain/late.ts';
import { DEFAULT_PROCESSORS, PROCESSOR_NAMES } from '../../../core/domain/processor.ts';
import { DEFAULT_SLOTS } from '../../../core/domain/slots.ts';
import { STATUSES, type Status } from '../../../core/domain/status.ts';
import { LOCAL_VIEW, type StorageView } from '../../../core/domain/storage.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import type { WorkerRecord } from '../../../core/ports/worker-directory.ts';
import { type LiveFacts, overviewOf } from '../../../core/service/overview.ts';
import type { StoredFacts } from '../../../core/service/stored-facts.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { PLAN } from '../../fakes/plan.ts';
import { aPost } from '../../fakes/post.ts';
import { ALICE } from '../../fakes/rig.ts';

const now = FAKE_START;
const SHARED: StorageView = { kind: 'azure', account: 'acct' };
const stored: StoredFacts = {
  at: now,
  took: 3,
  counts: Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>,
  due: 0,
  waiting: 1,
  oldestDue: undefined,
  messages: 0,
  poison: 0,
  oldestOverdue: undefined,
  unreadableSince: undefined,
  next: undefined,
  accounts: [],
  pausedUntil: null,
  settings: DEFAULT_PROCESSORS,
  plans: {},
  seal: undefined,
  workers: [],
  beatEvery: 2 * MINUTE,
  late: DEFAULT_LATE_POLICY,
  spending: { month: '2027-03', spentUsd: 0, plannedUsd: 0, capUsd: null },
  capped: 0,
};
const live: LiveFacts = {
  now,
  self: undefined,
  storage: SHARED,
  knownAccounts: [],
  unsynced: [],
  stranded: 0,
  damaged: [],
};

/** A worker that reported then, and said that its processors had beaten `silent` ms before. */
function worker(id: string, lastBeat: number, silent = 0): WorkerRecord {
  const processors = PROCESSOR_NAMES.map(
    (name): ProcessorRecord => ({
      name,
      state: 'idle',
      lastBeat: lastBeat - silent,
      lastWorked: null,
      restarts: 0,
      failures: 0,
      lastError: null,
    }),
  );
  const about = {
    host: id,
    place: id,
    pid: 1,
    kind: 'cli',
    version: '1',
    startedAt: lastBeat - HOUR,
  } as const;
  return { ...about, id, lastBeat, processors };
}
const statusOf = (...workers: readonly WorkerRecord[]) =>
  overviewOf({ ...stored, workers }, live).health.status;

describe('workers elsewhere', () => {
  test('that reported two minutes ago are healthy, however long their processors slept since', () => {
    expect(statusOf(worker('far', now - 2 * MINUTE))).toBe('healthy');
  });

  test('whose processors were silent when they reported are not', () => {
    expect(statusOf(worker('far', now - SECOND, 90 * SECOND))).toBe('unhealthy');
  });

  test('are gone when they leave out two beats, and then nobody publishes', () => {
    expect(statusOf(worker('far', now - 5 * MINUTE))).toBe('healthy');
    const { health, workers } = overviewOf({ ...stored, workers: [worker('far', now - 6 * MINUTE)] }, live);
    expect(health.reasons).toMatchObject([{ code: 'no-worker' }]);
    expect(workers).toMatchObject([{ id: 'far', live: false, self: false }]);
  });

  test('make it healthy when one of them is well', () => {
    expect(statusOf(worker('ill', now, 90 * SECOND), worker('well', now - MINUTE))).toBe('healthy');
  });

  test('are judged as of the time when the store was read', () => {
    const workers = [worker('far', now - MINUTE)];
    const later = overviewOf({ ...stored, workers }, { ...live, now: now + 10 * MINUTE });
    expect(later.health.status).toBe('healthy');
  });

  test('come after the own one, which is what it is now', () => {
    const workers = [worker('other', now), worker('mine', now - MINUTE), worker('gone', now - HOUR)];
    const shown = overviewOf({ ...stored, workers }, { ...live, self: worker('mine', now) }).workers;
    expect(shown.map(({ id, self, live: isLive }) => [id, self, isLive])).toEqual([
      ['mine', true, true],
      ['other', false, true],
      ['gone', false, false],
    ]);
  });
});

describe('a storage that is away', () => {
  const trouble = { kind: 'unavailable', detail: 'ENOTFOUND', since: now - MINUTE } as const;
  const away: LiveFacts = { ...live, self: worker('mine', now), storage: { ...SHARED, trouble } };

  test('is a problem while nothing is due', () => {
    const { health } = overviewOf(stored, away);
    expect(health).toMatchObject({ status: 'degraded', reasons: [{ code: 'storage', since: now - MINUTE }] });
  });

  test.each([
    ['was due when it was last read', { ...stored, due: 1 }, away],
    ['has become due since', { ...stored, at: now - HOUR, next: aPost({ dueAt: now - 1 }) }, away],
    ['waits on this computer', stored, { ...away, unsynced: [aPost({ dueAt: now })] }],
  ])('is worse when a post %s', (_what, facts, known) => {
    expect(overviewOf(facts, known).health.status).toBe('unhealthy');
  });

  test('that never answered is not healthy, and nobody claims that no worker runs', () => {
    const { health, storage } = overviewOf(undefined, { ...live, self: undefined });
    expect(health.status).toBe('degraded');
    expect(health.reasons.map(({ code }) => code)).toEqual(['storage']);
    expect(storage.trouble?.detail).toBe('no answer yet');
  });

  test('explains processors that fail because of it, and forgets them when it is back', () => {
    const failing = (record: ProcessorRecord): ProcessorRecord => ({ ...record, failures: 9, outage: true });
    const mine = worker('mine', now);
    const self = { ...mine, processors: mine.processors.map(failing) };
    expect(overviewOf(stored, { ...away, self }).health.reasons).toHaveLength(1);
    expect(overviewOf(stored, { ...live, self }).health.status).toBe('healthy');
    const local = overviewOf(stored, { ...live, self, storage: LOCAL_VIEW });
    expect(local.health.reasons[0]?.code).toBe('restarting');
  });
});

test('posts that wait on this computer are counted and may be the next', () => {
  const post = aPost({ dueAt: now + SECOND });
  const next = aPost({ dueAt: now + MINUTE });
  const shown = overviewOf({ ...stored, next }, { ...live, unsynced: [post] });
  expect(shown).toMatchObject({
    unsynced: 1,
    counts: { scheduled: 1 },
    next: { id: post.id, unsynced: true },
  });
  expect(shown.health.queue).toMatchObject({ due: 0, waiting: 2 });
});

test('an account has its plan, or the default slots and no zone of its own', () => {
  const plans = { alice: { ...PLAN, lateWindow: HOUR } };
  const accounts = [ALICE, { ...ALICE, name: 'bob' }];
  const views = overviewOf({ ...stored, accounts, plans }, live).accounts;
  expect(views.map(({ name, zone, slots, lateWindow }) => ({ name, zone, slots, lateWindow }))).toEqual([
    { name: 'alice', ...PLAN, lateWindow: HOUR },
    { name: 'bob', zone: undefined, slots: DEFAULT_SLOTS, lateWindow: undefined },
  ]);
});

test('the first of what is due says since when', () => {
  const oldestOf = (facts: Partial<StoredFacts>, known: Partial<LiveFacts> = {}) =>
    overviewOf({ ...stored, ...facts }, { ...live, ...known }).health.queue.oldestDue;
  expect(oldestOf({ next: aPost({ dueAt: now + HOUR }) })).toBeUndefined();
  expect(oldestOf({ at: now - HOUR, next: aPost({ dueAt: now - MINUTE }) })).toBe(now - MINUTE);
  expect(oldestOf({ oldestDue: now - HOUR }, { unsynced: [aPost({ dueAt: now - DAY })] })).toBe(now - DAY);
});

describe('a sign-in', () => {
  const accounts = [ALICE];
  const shown = (age: number, more: Partial<typeof ALICE> = {}) =>
    overviewOf(
      { ...stored, accounts: accounts.map((account) => ({ ...account, ...more })) },
      { ...live, self: worker('mine', now), signIn: () => ({ kind: 'renewed', endsAt: now - age }) },
    );

  test('that was renewed within five months is no matter', () => {
    expect(shown(149 * DAY).health.status).toBe('healthy');
    expect(shown(149 * DAY).accounts[0]?.signIn).toEqual({ kind: 'renewed', endsAt: now - 149 * DAY });
  });

  test('that nobody has used for longer is told of, with its end and the way out', () => {
    const { health } = shown(151 * DAY);
    expect(health).toMatchObject({
      status: 'degraded',
      reasons: [{ code: 'signIn', until: now + 29 * DAY }],
    });
    expect(health.reasons[0]?.message).toContain('`perch accounts test alice`');
  });

  test('that X does not take any more is told of once', () => {
    const gate = { state: 'held', reason: 'auth', detail: '401', since: now } as const;
    expect(shown(200 * DAY, { gate }).health.reasons.map(({ code }) => code)).toEqual(['account']);
  });
});
