import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createSharedStore, type SharedStore, storageDelay } from '../../../core/host/shared-store.ts';
import { StoreError } from '../../../core/ports/store-error.ts';
import { createFakeClock, FAKE_START, type FakeClock } from '../../fakes/clock.ts';
import { createFlakyStore, type FlakyStore } from '../../fakes/flaky-store.ts';
import { aPost } from '../../fakes/post.ts';
import { tempFolder } from '../../fakes/rig.ts';

const AWAY = new StoreError('unavailable', 'Azure Storage could not be reached (ENOTFOUND), so check it.');

let clock: FakeClock;
let inner: FlakyStore;
let shared: SharedStore;
let openings: number;
let isReachable: boolean;
beforeEach(() => {
  clock = createFakeClock();
  inner = createFlakyStore(tempFolder(), clock);
  onTestFinished(() => inner.close());
  openings = 0;
  isReachable = true;
  shared = createSharedStore(async () => {
    openings += 1;
    if (!isReachable) throw AWAY;
    return inner;
  }, clock);
});
const trouble = () => shared.watch.trouble();
const add = () =>
  shared.store.posts.insert([aPost()], { at: 0, event: 'added', part: 0, detail: '', by: 'test' });

describe('a shared store', () => {
  test('is opened once, by whoever needs it first', async () => {
    expect(openings).toBe(0);
    await Promise.all([shared.store.posts.counts(), shared.store.queue.depth(), shared.open()]);
    expect(openings).toBe(1);
  });

  test('out of reach: says so since when, asks again after a pause, and is there when it answers', async () => {
    isReachable = false;
    await expect(shared.store.posts.counts()).rejects.toBe(AWAY);
    await expect(shared.store.posts.counts()).rejects.toBe(AWAY);
    expect(openings).toBe(1);
    expect(trouble()).toEqual({ kind: 'unavailable', detail: 'ENOTFOUND', since: FAKE_START });
    await clock.advance(6_000);
    await expect(shared.store.posts.counts()).rejects.toBe(AWAY);
    expect(openings).toBe(2);
    expect(trouble()?.since).toBe(FAKE_START);
    isReachable = true;
    await shared.open();
    expect(trouble()).toBeUndefined();
  });

  test('tells listeners that came before it was open, at the opening and of every change', async () => {
    let heard = 0;
    const leave = shared.store.posts.onChange(() => {
      heard += 1;
    });
    await shared.open();
    expect(heard).toBe(1);
    await add();
    await clock.advance(0);
    expect(heard).toBe(2);
    leave();
    await add();
    await clock.advance(0);
    expect(heard).toBe(2);
  });

  test.each([
    ['unavailable', 'Could not be reached (ECONNRESET).', { kind: 'unavailable', detail: 'ECONNRESET' }],
    ['busy', 'It is overloaded (503 ServerBusy).', { kind: 'busy', detail: '503 ServerBusy' }],
    ['refused', 'No (403 AuthenticationFailed).', { kind: 'refused', detail: '403 AuthenticationFailed' }],
    ['refused', "This computer's clock is 20 minutes fast, so it.", { kind: 'clock', detail: '20 minutes' }],
  ] as const)(
    'in the middle of work: %s is told of until a call succeeds',
    async (code, message, expected) => {
      inner.fail(code, message);
      await expect(shared.store.posts.inFlight()).rejects.toThrow(message);
      expect(trouble()).toMatchObject(expected);
      inner.fail(undefined);
      await shared.store.settings.processors();
      expect(trouble(), 'what may come from memory proves nothing').toMatchObject(expected);
      await shared.store.posts.getMany([]);
      expect(trouble(), 'nor does asking for nothing').toMatchObject(expected);
      await shared.store.posts.inFlight();
      expect(trouble()).toBeUndefined();
    },
  );

  test('that may be read and not written is in trouble until a write succeeds', async () => {
    inner.fail('refused');
    await expect(add()).rejects.toThrow();
    inner.fail(undefined);
    await shared.store.posts.inFlight();
    expect(trouble()?.kind).toBe('refused');
    await add();
    expect(trouble()).toBeUndefined();
  });

  test('of which the queues are away is in trouble although the tables answer', async () => {
    inner.fail('unavailable');
    await expect(shared.store.queue.depth()).rejects.toThrow();
    inner.fail(undefined);
    await shared.store.posts.inFlight();
    expect(trouble()?.kind).toBe('unavailable');
    await shared.store.queue.depth();
    expect(trouble()).toBeUndefined();
  });

  test('whose errors are mistakes of ours is not away', async () => {
    inner.fail('corrupt', 'Broken.');
    await expect(shared.store.posts.inFlight()).rejects.toThrow('Broken.');
    expect(trouble()).toBeUndefined();
  });
});

test('a start is tried with the table of restarts, then every half minute', () => {
  expect([0, 2, 7, 8, 50].map(storageDelay)).toEqual([0, 100, 10_000, 30_000, 30_000]);
});
