import { type Post, wakeAt } from '../../core/domain/post.ts';
import { chargesOf } from '../../core/domain/spending.ts';
import { SECOND } from '../../core/domain/time.ts';
import type { Move, MoveResult, PostStore } from '../../core/ports/post-store.ts';
import { type Database, dueOf, inFlightOf } from './database.ts';
import type { Faults } from './faults.ts';
import type { Notices } from './notices.ts';
import type { Plan } from './plan.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

/** What the processes of a run share. */
export type Shared = {
  readonly world: World;
  readonly plan: Plan;
  readonly database: Database;
  readonly faults: Faults;
  readonly notices: Notices;
  /** Of a shared store: copies of what has to be looked at, by post and version. A copy may be missing or stale. */
  readonly wakes: Map<string, Post>;
};

const AGAIN = 5 * SECOND;

export const notSimulated = (): Promise<never> => Promise.reject(new Error('not simulated'));

/** One call of the store as `process` makes it. A write that fails may be done, in part or later. */
function ask<T>(
  shared: Shared,
  process: Process,
  site: string,
  work: () => T,
  writes?: readonly (() => void)[],
) {
  const { world, plan, faults } = shared;
  const isShared = plan.kind === 'shared';
  const fault = faults.store(isShared, writes !== undefined);
  const usual = isShared || writes ? plan.latency : 0;
  const effect = (): T => {
    if (fault === 'none') return work();
    const some = fault === 'after' ? writes : fault === 'partly' ? writes?.slice(0, writes.length / 2) : [];
    for (const write of some ?? []) write();
    if (fault === 'later')
      world.at(world.now() + faults.dice.between(SECOND, 20 * SECOND), () => {
        world.say(() => `${process.name}: a late ${site} is done after all`);
        for (const write of writes ?? []) write();
      });
    throw faults.error(process, fault);
  };
  return process.call(site, faults.latency(usual), effect, isShared);
}

/** For accounts, settings and the rest: reads, and writes that are one transaction. */
export function createAsk(shared: Shared, process: Process) {
  return {
    read: <T>(site: string, work: () => T): Promise<T> => ask(shared, process, site, work),
    write: <T>(site: string, work: () => T): Promise<T> =>
      ask(shared, process, site, work, [() => void work()]),
  };
}

const wakeKey = ({ id, version }: Post): string => `${id}/${version}`;

/** The row that tells when to look at a post is written after the post, and may be owed for a while. */
function createWakes({ wakes, plan, faults, world, database }: Shared, process: Process) {
  if (plan.kind === 'local') return { keep: async () => {}, outdated: () => {} };
  const outdated = (post: Post): void => {
    wakes.delete(wakeKey(post));
  };
  const put = (posts: readonly Post[]): void => {
    for (const post of posts)
      if (wakeAt(post) !== null && (database.posts.get(post.id)?.version ?? 0) <= post.version)
        wakes.set(wakeKey(post), post);
  };
  return {
    outdated,
    /** Throws when it could not be written; it is written as soon as that works. */
    keep: async (posts: readonly Post[], before: readonly Post[]): Promise<void> => {
      const waking = posts.filter((post) => wakeAt(post) !== null);
      process.later(world.now() + faults.dice.between(0, SECOND), () => before.forEach(outdated));
      if (waking.length === 0) return;
      const fault = faults.store(true, false);
      await process.call('wake', faults.latency(plan.latency), () => {
        if (fault === 'none') return put(waking);
        process.later(world.now() + AGAIN, () => put(waking));
        throw faults.error(process, 'after');
      });
    },
  };
}

const siteOf = ({ entry }: Move): string => (entry.event === 'armed' ? 'arm' : 'settle');

export function createPosts(shared: Shared, process: Process): PostStore {
  const { database, plan, notices, wakes } = shared;
  const isShared = plan.kind === 'shared';
  const { read } = createAsk(shared, process);
  const rows = createWakes(shared, process);

  async function moveMany(moves: readonly Move[]): Promise<readonly MoveResult[]> {
    const [first] = moves;
    if (!first) return [];
    const one = (move: Move): MoveResult => {
      const result = database.move(move);
      if (result.kind === 'moved') notices.changed(process, [result.post]);
      return result;
    };
    const all = () => moves.map(one);
    const results = await ask(
      shared,
      process,
      siteOf(first),
      all,
      moves.map((move) => () => void one(move)),
    );
    for (const [i, result] of results.entries()) {
      const from = moves[i]?.from;
      if (from && result.kind === 'conflict' && (result.current?.version ?? Infinity) > from.version) {
        rows.outdated(from);
        if (result.current && wakeAt(from) !== null) await rows.keep([result.current], []);
      }
    }
    const moved = results.flatMap((result) => (result.kind === 'moved' ? [result.post] : []));
    await rows.keep(
      moved,
      moves.flatMap(({ from }, i) => (results[i]?.kind === 'moved' ? [from] : [])),
    );
    return results;
  }

  return {
    insert: async (posts, entry) => {
      const insert = () => {
        const results = posts.map((post) => database.insert(post, entry));
        notices.changed(process, posts);
        return results;
      };
      const results = await ask(shared, process, 'insert', insert, [() => void insert()]);
      await rows.keep(
        posts.map((post) => database.posts.get(post.id) ?? post),
        [],
      );
      return results;
    },
    get: (id) => read('get', () => database.posts.get(id)),
    getMany: (ids) => read('getMany', () => ids.flatMap((id) => database.posts.get(id) ?? [])),
    move: async (move) => (await moveMany([move]))[0] ?? { kind: 'conflict', current: undefined },
    moveMany,
    due: (now, limit) =>
      read('due', () => dueOf(isShared ? latest(wakes.values()) : database.posts.values(), now, limit)),
    inFlight: () => read('inFlight', () => inFlightOf(database.posts.values())),
    list: ({ status, account }) =>
      read('list', () => ({
        posts: [...database.posts.values()].filter(
          (post) => (!status || status.includes(post.status)) && (!account || post.account === account),
        ),
      })),
    counts: notSimulated,
    search: notSimulated,
    charges: (month) =>
      read('charges', () =>
        [...database.posts.values()]
          .flatMap(chargesOf)
          .filter(
            (charge) => charge.kind === 'reserved' || (charge.kind === 'spent' && charge.month === month),
          ),
      ),
    planned: notSimulated,
    // Storages that are moved.
    records: notSimulated,
    adopt: notSimulated,
    freeze: notSimulated,
    thaw: notSimulated,
    history: () => Promise.resolve([]),
    activity: () => Promise.resolve([]),
    bound: (ids) => read('bound', () => new Set(ids.filter((id) => database.tweetIds.has(id)))),
    withText: () => Promise.resolve([]),
    onChange: (listener) => notices.listen(process, listener),
    mend: (until) =>
      read('mend', () => {
        if (!isShared) return;
        for (const [key, copy] of wakes)
          if (database.posts.get(copy.id)?.version !== copy.version) wakes.delete(key);
        for (const post of database.posts.values())
          if ((post.dueAt ?? Infinity) <= until && wakeAt(post) !== null) wakes.set(wakeKey(post), post);
      }),
  };
}

/** A post that was changed has two rows for a moment. */
function latest(copies: Iterable<Post>): Iterable<Post> {
  const newest = new Map<string, Post>();
  for (const copy of copies)
    if ((newest.get(copy.id)?.version ?? 0) < copy.version) newest.set(copy.id, copy);
  return newest.values();
}
