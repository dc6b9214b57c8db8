import { describe, expect, onTestFinished, test } from 'vitest';
import { textParts } from '../../../core/domain/content.ts';
import { rememberAccounts } from '../../../core/host/known-accounts.ts';
import { openOutbox } from '../../../core/host/outbox.ts';
import { createOutboxService, SAVED_HERE } from '../../../core/host/outbox-service.ts';
import { createOutboxSync } from '../../../core/host/outbox-sync.ts';
import type { Log } from '../../../core/ports/log.ts';
import { createPostService } from '../../../core/service/post-service.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { createFlakyStore } from '../../fakes/flaky-store.ts';
import { createFakeRandom } from '../../fakes/random.ts';
import { ALICE, tempFolder } from '../../fakes/rig.ts';

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A home that uses a storage which can be taken away, without a worker. */
async function createAwayRig() {
  const home = tempFolder();
  const clock = createFakeClock();
  const random = createFakeRandom();
  const store = createFlakyStore(home, clock);
  onTestFinished(() => store.close());
  await store.accounts.put(ALICE);
  let isAway = false;
  const outbox = openOutbox(home, 'there');
  const accounts = rememberAccounts(home, 'there', store.accounts, () => isAway);
  await accounts.list();
  const direct = createPostService({ ...store, clock, random, by: 'test' });
  const sync = createOutboxSync({
    outbox,
    posts: store.posts,
    settings: store.settings,
    service: direct,
    clock,
    log: quiet,
    by: 'test',
  });
  const service = createOutboxService({
    service: direct,
    outbox,
    accounts,
    clock,
    random,
    isAway: () => isAway,
    onKept: sync.wake,
  });
  const dueAt = clock.now() + 60_000;
  const input = { id: 'p1', account: 'alice', parts: textParts(['Hello']), dueAt, zone: 'UTC' };
  const setAway = (away: boolean): void => {
    isAway = away;
  };
  return { home, clock, store, outbox, service, sync, input, setAway, accounts };
}

describe('a post that the storage cannot take', () => {
  test.each(['unavailable', 'busy', 'refused'] as const)('(%s) is saved here and said so', async (code) => {
    const { store, outbox, service, input } = await createAwayRig();
    store.fail(code);
    const saved = await service.add(input);
    expect(saved).toMatchObject({ kind: 'ok', note: SAVED_HERE, unsynced: true });
    expect(outbox.list()).toMatchObject([{ id: 'p1', status: 'scheduled', dueAt: input.dueAt }]);
    expect(await service.add(input)).toMatchObject({ kind: 'ok', unsynced: true });
    expect(outbox.list()).toHaveLength(1);
  });

  test('is not asked about when the storage is known to be away', async () => {
    const { store, service, input, setAway } = await createAwayRig();
    store.fail('unavailable');
    setAway(true);
    store.calls.splice(0);
    expect(await service.add(input)).toMatchObject({ unsynced: true });
    expect(store.calls).toEqual([]);
  });

  test('is kept although the storage never answers', async () => {
    const { clock, store, outbox, service, input } = await createAwayRig();
    const hang = { ...store.posts, get: () => new Promise<never>(() => undefined) };
    const slow = createPostService({ ...store, posts: hang, clock, random: createFakeRandom(), by: 'test' });
    const patient = createOutboxService({
      service: slow,
      outbox,
      accounts: store.accounts,
      clock,
      random: createFakeRandom(),
      isAway: () => false,
      onKept: () => undefined,
    });
    const saving = patient.add(input);
    await clock.advance(5_000);
    expect(await saving).toMatchObject({ unsynced: true });
    expect(service).toBeDefined();
  });

  test('that is not valid is refused as ever', async () => {
    const { store, outbox, service, input } = await createAwayRig();
    store.fail('unavailable');
    expect(await service.add({ ...input, parts: textParts(['']) })).toMatchObject({ kind: 'refused' });
    expect(await service.add({ ...input, account: 'bob' })).toMatchObject({ code: 'unknown-account' });
    expect(outbox.list()).toEqual([]);
  });

  test('of a kind of trouble that does not pass by itself is not taken', async () => {
    const { store, outbox, service, input } = await createAwayRig();
    store.fail('newer', 'Written by a newer Perch.');
    await expect(service.add(input)).rejects.toThrow('newer Perch');
    expect(outbox.list()).toEqual([]);
  });

  test('can be cancelled, not changed', async () => {
    const { store, outbox, service, input } = await createAwayRig();
    store.fail('unavailable');
    await service.add(input);
    expect(await service.edit('p1', { parts: textParts(['Other']) })).toMatchObject({ code: 'unsynced' });
    expect(await service.postNow('p1')).toMatchObject({ code: 'unsynced' });
    expect(await service.cancel('p1')).toMatchObject({ kind: 'ok', post: { status: 'cancelled' } });
    expect(outbox.list()).toMatchObject([{ status: 'cancelled' }]);
  });

  test('is restored here, or missed when its time has passed meanwhile', async () => {
    const { clock, store, outbox, service, input } = await createAwayRig();
    store.fail('unavailable');
    await service.add(input);
    const [added] = outbox.list();
    expect(await service.restore('p1')).toMatchObject({ kind: 'refused', code: 'wrong-status' });
    await service.cancel('p1');
    const [restored] = await service.changeMany([{ kind: 'restore', id: 'p1' }]);
    expect(restored).toMatchObject({ kind: 'ok', unsynced: true, post: { status: 'scheduled' } });
    expect(outbox.list()).toEqual([added]);
    await service.cancel('p1');
    await clock.advance(2 * 60_000);
    expect(await service.restore('p1')).toMatchObject({ post: { status: 'missed' } });
  });
});

describe('bringing posts to the storage', () => {
  test('leaves the file until the storage has said that it has the post', async () => {
    const { store, outbox, service, sync, input } = await createAwayRig();
    store.fail('unavailable');
    await service.add(input);
    await expect(sync.once()).rejects.toThrow();
    expect(outbox.list()).toHaveLength(1);
    store.fail(undefined);
    expect(await sync.once()).toBe(1);
    expect(outbox.list()).toEqual([]);
    expect(await store.posts.get('p1')).toMatchObject({ status: 'scheduled', dueAt: input.dueAt });
    expect(await store.posts.history('p1')).toMatchObject([{ event: 'added', by: 'test' }]);
  });

  test('adds nothing twice: the first try may have arrived', async () => {
    const { store, outbox, service, sync, input } = await createAwayRig();
    await service.add(input);
    const stored = await store.posts.get('p1');
    if (stored) outbox.keep(stored);
    expect(await sync.once()).toBe(1);
    expect((await store.posts.list({})).posts).toHaveLength(1);
    expect(outbox.list()).toEqual([]);
  });

  test('a cancelled one arrives as cancelled, also when it was there', async () => {
    const { store, outbox, service, sync, input } = await createAwayRig();
    await service.add(input);
    const stored = await store.posts.get('p1');
    store.fail('unavailable');
    if (stored) outbox.keep(stored);
    await service.add({ ...input, id: 'p2' });
    await service.cancel('p1');
    await service.cancel('p2');
    store.fail(undefined);
    await sync.once();
    expect((await store.posts.get('p1'))?.status).toBe('cancelled');
    expect((await store.posts.get('p2'))?.status).toBe('cancelled');
  });

  test('one that was restored goes out, also when it had arrived as cancelled', async () => {
    const { store, outbox, service, sync, input } = await createAwayRig();
    store.fail('unavailable');
    await service.add(input);
    await service.cancel('p1');
    const [cancelled] = outbox.list();
    store.fail(undefined);
    await sync.once();
    if (cancelled) outbox.keep(cancelled);
    await service.restore('p1');
    await sync.once();
    expect((await store.posts.get('p1'))?.status).toBe('scheduled');
    // Somebody has cancelled it elsewhere: nothing here takes that back.
    const restored = await store.posts.get('p1');
    await service.cancel('p1');
    if (restored) outbox.keep(restored);
    await sync.once();
    expect((await store.posts.get('p1'))?.status).toBe('cancelled');
  });

  test('goes on by itself when the storage is back', async () => {
    const { clock, store, outbox, service, sync, input } = await createAwayRig();
    const ending = new AbortController();
    store.fail('unavailable');
    await service.add(input);
    const keeping = sync.keepUp(ending.signal);
    await clock.advance(60_000);
    expect(outbox.list()).toHaveLength(1);
    store.fail(undefined);
    await clock.advance(30_000);
    expect(outbox.list()).toEqual([]);
    ending.abort();
    await keeping;
  });
});

describe('the known accounts', () => {
  test('are those of the last time, of the same storage only', async () => {
    const { home, store, accounts, setAway } = await createAwayRig();
    store.fail('unavailable');
    expect(await accounts.list()).toEqual([ALICE]);
    setAway(true);
    expect(await accounts.get('alice')).toEqual(ALICE);
    const other = rememberAccounts(home, 'elsewhere', store.accounts, () => true);
    await expect(other.list()).rejects.toThrow();
  });
});
