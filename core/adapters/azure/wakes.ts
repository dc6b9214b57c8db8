import { setImmediate as tick } from 'node:timers/promises';
import type { Post } from '../../domain/post.ts';
import { SECOND } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import { nextBatch } from './batches.ts';
import { type Change, MAX_CHANGES, type Partition } from './table.ts';
import { type WakeRow, wakeKey, wakeRow } from './wake-rows.ts';

/** Writes the rows of the wake table (see wake-rows.ts). Who asks at the same time shares transactions. */
export type Wakes = {
  /**
   * Resolves when each of the posts that has to be looked at can be found. When it throws, the rows are still
   * owed and written as soon as that works.
   */
  keep(posts: readonly Post[]): Promise<void>;
  /** The version of this key is not the stored one: its row goes within about a second, or with the next write. */
  outdated(key: string | undefined): void;
  /** The same, found out from outside: whoever wrote `current` may have died before its own row. */
  superseded(key: string | undefined, current: Post | undefined): void;
  /** Keys known to be outdated whose rows may still be there. */
  leftOver(): ReadonlySet<string>;
  close(): void;
};

/** How long removals wait for company, ms. A row that is left over costs a look, never more. */
const LAZY = SECOND;
/** Between two tries to write what is owed, ms. */
const AGAIN = 5 * SECOND;
/** Of the keys of removals that failed: they are kept for the next write. */
const MOST_LEFT_OVERS = 1_000;

type State = {
  /** To be written. */
  readonly rows: Map<string, WakeRow>;
  /** To be removed. */
  readonly outdated: Set<string>;
};

export function createWakes(partition: Partition, clock: Clock): Wakes {
  const state: State = { rows: new Map(), outdated: new Set() };
  const closing = new AbortController();
  const { flush, later } = createFlushing(partition, state, clock, closing.signal);

  function owe(posts: readonly Post[]): boolean {
    const rows = posts.flatMap((post) => wakeRow(post) ?? []).filter(({ key }) => !state.outdated.has(key));
    for (const row of rows) state.rows.set(row.key, row);
    return rows.length > 0;
  }

  function outdated(key: string | undefined): void {
    if (key === undefined) return;
    state.rows.delete(key);
    state.outdated.add(key);
    if (state.outdated.size % MAX_CHANGES === 0) flush().catch(() => undefined);
    else later(LAZY);
  }

  return {
    keep: async (posts) => {
      if (owe(posts)) await flush();
    },
    outdated,
    superseded: (key, current) => {
      if (key === undefined || (current && wakeKey(current) === key)) return;
      if (current) owe([current]);
      outdated(key);
    },
    leftOver: () => state.outdated,
    close: () => closing.abort(),
  };
}

type Flushing = {
  /** Resolves when all rows that are owed now are written. */
  readonly flush: () => Promise<void>;
  /** The same by itself after a while, with all removals. */
  readonly later: (ms: number) => void;
};

function createFlushing(partition: Partition, state: State, clock: Clock, closing: AbortSignal): Flushing {
  let next: Promise<void> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let sleeping = false;
  let waitedEnough = false;

  /** One write at a time: what comes meanwhile goes together in the next. Removals come after it. */
  function flush(): Promise<void> {
    if (next) return next;
    const mine = last
      .then(() => tick())
      .then(() => {
        next = undefined;
        return write(partition, state);
      });
    next = mine;
    last = mine.then(tidy, () => later(AGAIN));
    return mine;
  }

  /** Removals that fill a transaction go at once, the others when they have waited long enough. */
  async function tidy(): Promise<void> {
    const least = waitedEnough ? 1 : MAX_CHANGES;
    waitedEnough = false;
    if ((await removeRest(partition, state, least)) && state.outdated.size > 0) later(LAZY);
  }

  function later(ms: number): void {
    if (sleeping || closing.aborted) return;
    sleeping = true;
    void clock.sleep(ms, closing).then(() => {
      sleeping = false;
      waitedEnough = true;
      // Nobody waits for it; what is owed is tried again.
      if (!closing.aborted) flush().catch(() => undefined);
    });
  }

  return { flush, later };
}

/** Throws when a row could not be written; it is owed again then. */
async function write(partition: Partition, state: State): Promise<void> {
  let owed: readonly WakeRow[] = [...state.rows.values()];
  state.rows.clear();
  try {
    while (owed.length > 0) {
      const batch = nextBatch(owed.map(toWrite), new Set()).map(({ row }) => row);
      // Removals only go with the last: none before the row that takes its place is there.
      const removals = batch.length === owed.length ? removalsOf(state, MAX_CHANGES - batch.length) : [];
      await putAndRemove(partition, batch, removals);
      forget(state, removals);
      owed = owed.slice(batch.length);
    }
  } catch (error) {
    for (const row of owed) if (!state.outdated.has(row.key)) state.rows.set(row.key, row);
    throw error;
  }
}

const toWrite = (row: WakeRow) => ({ row, changes: [{ kind: 'put', ...row } as const] });
const toRemoval = (key: string): Change => ({ kind: 'remove', key });
const removalsOf = ({ outdated }: State, most: number): readonly string[] => [...outdated].slice(0, most);

function forget({ outdated }: State, keys: readonly string[]): void {
  for (const key of keys) outdated.delete(key);
}

async function putAndRemove(
  partition: Partition,
  rows: readonly WakeRow[],
  keys: readonly string[],
): Promise<void> {
  const puts = rows.flatMap((row) => toWrite(row).changes);
  if (await partition.commit([...puts, ...keys.map(toRemoval)])) return;
  // One of the removals did not find its row, and Azure refused the whole.
  if (keys.length === 0 || !(await partition.commit(puts)))
    for (const { key, properties } of rows) await partition.put(key, properties);
  await removeFound(partition, keys).catch(() => undefined);
}

/** False when it did not work. That is harmless: it is tried again with the next write. */
async function removeRest(partition: Partition, state: State, least: number): Promise<boolean> {
  try {
    while (state.outdated.size >= least) {
      const keys = removalsOf(state, MAX_CHANGES);
      await removeAll(partition, keys);
      forget(state, keys);
    }
    return true;
  } catch {
    forget(state, removalsOf(state, Math.max(0, state.outdated.size - MOST_LEFT_OVERS)));
    return false;
  }
}

async function removeAll(partition: Partition, keys: readonly string[]): Promise<void> {
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) await partition.remove(only);
  else if (!(await partition.commit(keys.map(toRemoval)))) await removeFound(partition, keys);
}

/** Somebody else removed some of them. What then still does not go was removed this very moment. */
async function removeFound(partition: Partition, keys: readonly string[]): Promise<void> {
  const sorted = keys.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return;
  const wanted = new Set(keys);
  const rows = await partition.range({ from: first, to: `${last}!` }, { limit: 1_000, select: [] });
  const found = rows.filter(({ key }) => wanted.has(key));
  if (found.length > 0) await partition.commit(found.map(({ key }) => toRemoval(key)));
}
