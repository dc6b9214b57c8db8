import type { MoveReceipt } from '../domain/seal.ts';
import { SECOND } from '../domain/time.ts';
import type { PostRecord } from '../ports/post-store.ts';
import { createInventory, readRest } from './storage-digest.ts';
import { type MoveDeps, MoveError } from './storage-ends.ts';
import { compareRecords, pairsOf } from './storage-pairs.ts';
import { handOver, openDestination, sealBoth, undoMove } from './storage-seals.ts';

/** Posts that are handed over at once. */
const BATCH = 100;
/** A worker that has just asked may arm for as long as it remembers that there was no seal, ms. */
const LAST_ARMS = 6 * SECOND;
/** Longer than a request can live, ms. */
const LAST_ANSWERS = 60 * SECOND;
const LOOK = SECOND;

/**
 * Moves everything from one storage to another: seal the destination, seal the source, copy, verify, open the
 * destination. Killed at any point, the same call goes on; nothing is in force in both at any time.
 * @throws MoveError, StoreError
 */
export async function moveStorage(deps: MoveDeps): Promise<MoveReceipt> {
  const stand = await sealBoth(deps);
  if (stand.kind === 'done') {
    await openDestination(deps, stand.moved);
    return stand.moved.receipt;
  }
  await settle(deps);
  await copyContent(deps);
  await copyPosts(deps);
  await copyRest(deps, stand.arriving.replaces);
  const moved = await handOver(deps, stand.leaving, await verify(deps));
  await openDestination(deps, moved);
  return moved.receipt;
}

/**
 * Until no worker can write to the source any more. A post that is on the wire gets its answer if it comes in
 * time. What is `publishing` after that, or `checking`, is copied as it is rather than waited for: its worker
 * may be dead, and a worker of the destination, to which every owner is a stranger, only reads the timeline.
 * The freeze makes sure that a worker which stood still all the while can neither arm nor settle here later.
 */
async function settle({ from, clock, onProgress }: MoveDeps): Promise<void> {
  const { posts, workers } = from.store;
  const isAlive = async (): Promise<boolean> =>
    (await workers.list()).some(({ lastBeat }) => clock.now() - lastBeat < 2 * workers.beatEvery);
  if (from.shared && (await isAlive())) {
    await clock.sleep(LAST_ARMS);
    for (const end = clock.monotonic() + LAST_ANSWERS; clock.monotonic() < end; await clock.sleep(LOOK)) {
      const onTheWire = (await posts.inFlight()).filter(({ status }) => status === 'publishing').length;
      if (onTheWire === 0) break;
      onProgress?.({ step: 'settling', posts: onTheWire });
    }
  }
  await posts.freeze();
}

async function copyContent({ from, to }: MoveDeps): Promise<void> {
  const there = new Map((await to.store.content.list()).map(({ hash, size }) => [hash, size]));
  for (const { hash, size } of await from.store.content.list()) {
    if (there.get(hash) === size) continue;
    await to.store.content.put(async function* () {
      yield* (await from.store.content.read(hash)) ?? [];
    });
  }
}

async function copyPosts({ from, to, onProgress }: MoveDeps): Promise<void> {
  let batch: PostRecord[] = [];
  let copied = 0;
  const flush = async (): Promise<void> => {
    const results = await to.store.posts.adopt(batch);
    const bad = results.findIndex((result) => result === 'newer' || result === 'taken');
    if (bad >= 0) throw new MoveError('conflict', cannotTake(to.place.name, batch[bad]?.post.id));
    copied += batch.length;
    batch = [];
    onProgress?.({ step: 'copying', posts: copied });
  };
  for await (const { ours, theirs } of pairsOf(from.store.posts, to.store.posts)) {
    if (!ours || (theirs && compareRecords(ours, theirs) === 'same')) continue;
    batch.push(ours);
    if (batch.length >= BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  // Copies are found by their time only when all that belongs to them is there.
  await to.store.posts.mend(Number.POSITIVE_INFINITY);
}

const cannotTake = (name: string, id = ''): string =>
  `The post ${id} cannot be taken by ${name}, because another one there has its place: give the move up with \`perch storage move --undo\` and choose an empty storage.`;

/** With `replaces` what is there and not here was removed since it was moved away. */
async function copyRest({ from, to }: MoveDeps, replaces: boolean): Promise<void> {
  const accounts = await from.store.accounts.list();
  for (const account of accounts) await to.store.accounts.put(account);
  const poison = await from.store.poison.list();
  for (const record of poison) await to.store.poison.put(record);
  await to.store.settings.adopt(await from.store.settings.chosen());
  if (!replaces) return;
  for (const { name } of await to.store.accounts.list())
    if (!accounts.some((account) => account.name === name)) await to.store.accounts.remove(name);
  for (const { id } of await to.store.poison.list())
    if (!poison.some((record) => record.id === id)) await to.store.poison.remove(id);
}

/** Reads both sides anew. When they differ the source is put in force again. */
async function verify(deps: MoveDeps): Promise<MoveReceipt> {
  const { from, to, sha256, onProgress } = deps;
  const rest = await readRest(from.store, sha256);
  const source = createInventory(sha256, rest);
  const destination = createInventory(sha256, await readRest(to.store, sha256, rest));
  let seen = 0;
  for await (const { ours, theirs } of pairsOf(from.store.posts, to.store.posts)) {
    if (!ours) continue;
    source.add(ours);
    if (theirs) destination.add(theirs);
    seen += 1;
    if (seen % BATCH === 0) onProgress?.({ step: 'verifying', posts: seen });
  }
  const [sent, arrived] = [source.finish(), destination.finish()];
  if (sent.digest === arrived.digest && sent.posts === arrived.posts && sent.history === arrived.history)
    return sent;
  await undoMove(from);
  const what = `What arrived in ${to.place.name} is not what was sent (${sent.posts} posts ${sent.digest.slice(0, 12)}, there ${arrived.posts} posts ${arrived.digest.slice(0, 12)}), so the posts stay in ${from.place.name} and are in force there: run the move again, and if that does not help, choose an empty storage.`;
  throw new MoveError('mismatch', what);
}
