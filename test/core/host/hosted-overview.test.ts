import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Post } from '../../../core/domain/post.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import type { Home } from '../../../core/host/home.ts';
import { createHostedOverview, type HostedOverview } from '../../../core/host/hosted-overview.ts';
import { localAccounts } from '../../../core/host/known-accounts.ts';
import { createSharedStore } from '../../../core/host/shared-store.ts';
import type { WorkerRecord } from '../../../core/ports/worker-directory.ts';
import { createFakeClock, type FakeClock } from '../../fakes/clock.ts';
import { createFlakyStore, type FlakyStore } from '../../fakes/flaky-store.ts';
import { aPost } from '../../fakes/post.ts';
import { tempFolder } from '../../fakes/rig.ts';

const ADDED = { at: 0, event: 'added', part: 0, detail: '', by: 'test' } as const;
/** How often the app's worker tells main how it is. */
const BEAT = 5 * SECOND;
/** What one reading of everything asks the store. */
const READING = 17;

let clock: FakeClock;
let inner: FlakyStore;
let home: Home;
let overview: HostedOverview;
beforeEach(() => {
  clock = createFakeClock();
  inner = createFlakyStore(tempFolder(), clock);
  const shared = createSharedStore(async () => inner, clock);
  const { store, watch } = shared;
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const live = (self: WorkerRecord | undefined) => {
    const trouble = watch.trouble();
    const storage = { kind: 'azure', account: 'a', ...(trouble && { trouble }) } as const;
    return { now: clock.now(), self, storage, knownAccounts: [], unsynced: [], stranded: 0, damaged: [] };
  };
  const storage = { kind: 'azure', store, shared, place: 'p', account: 'a' } as const;
  const sync = { wake: () => undefined };
  home = {
    store,
    storage,
    clock,
    log,
    live,
    sync,
    accounts: localAccounts(store.accounts),
  } as unknown as Home;
  const self = { id: 'w', host: 'h', place: 'p', pid: 1, kind: 'app', version: '1', startedAt: 0 } as const;
  const record = () => ({ ...self, lastBeat: clock.now(), processors: [] });
  overview = createHostedOverview(home, {
    record,
    uploads: () => [],
    surroundings: QUIET,
    publisher: { signIn: () => undefined },
  });
  onTestFinished(() => {
    overview.close();
    inner.close();
  });
});

const QUIET = { offlineSince: () => undefined, events: () => [] };

/** Beats for so long; how often the store was asked. */
async function beatFor(time: number): Promise<number> {
  inner.calls.splice(0);
  for (let passed = 0; passed < time; passed += BEAT) {
    await overview.glance();
    await clock.advance(BEAT);
  }
  return inner.calls.length;
}
const insert = (post: Post) => home.store.posts.insert([post], ADDED);

describe('what the app costs on a shared storage', () => {
  test('without changes: a reading in half an hour, or in ten minutes with a window open', async () => {
    await beatFor(MINUTE);
    expect(await beatFor(HOUR)).toBeLessThanOrEqual(2 * READING);
    overview.setWatched(true);
    expect(await beatFor(HOUR)).toBeLessThanOrEqual(6 * READING);
  });

  test('of many changes at once: one reading, a moment after the last', async () => {
    await beatFor(MINUTE);
    for (let i = 0; i < 20; i++) await insert(aPost({ dueAt: clock.now() + HOUR }));
    expect((await overview.glance()).counts.scheduled).toBe(0);
    expect(await beatFor(MINUTE)).toBe(READING);
    expect((await overview.glance()).counts.scheduled).toBe(20);
  });

  test('of a setting or an account that this process writes: one reading', async () => {
    await beatFor(MINUTE);
    await home.store.settings.setPausedUntil(Number.POSITIVE_INFINITY);
    expect(await beatFor(MINUTE)).toBe(READING);
    expect((await overview.glance()).health.status).toBe('paused');
  });

  test('while it is away: nothing', async () => {
    await beatFor(MINUTE);
    inner.fail('unavailable');
    await expect(home.store.posts.inFlight()).rejects.toThrow();
    expect(await beatFor(HOUR)).toBe(0);
    expect((await overview.fresh()).health.status).toBe('degraded');
    inner.fail(undefined);
    await home.store.posts.inFlight();
    expect(await beatFor(MINUTE)).toBe(READING);
    expect((await overview.glance()).health.reasons.map(({ code }) => code)).not.toContain('storage');
  });

  test('of somebody who asks: a reading', async () => {
    await beatFor(MINUTE);
    inner.calls.splice(0);
    await overview.fresh();
    expect(inner.calls).toHaveLength(READING);
  });
});

test('a post that should have left is seen although nobody told of anything', async () => {
  await insert(aPost({ dueAt: clock.now() + 2 * MINUTE }));
  await beatFor(2 * MINUTE);
  expect(await beatFor(HOUR / 2)).toBeLessThanOrEqual(2 * READING);
  expect((await overview.glance()).health.reasons.map(({ code }) => code)).toContain('overdue');
});
