import { setTimeout as sleep, setImmediate as tick } from 'node:timers/promises';
import { StoreError } from '../../ports/store-error.ts';
import { nextBatch } from './batches.ts';
import { versionKey } from './post-versions.ts';
import { commit, MAX_PLANNED, type Planned, type Writing } from './post-write.ts';

/** A write that may share a transaction with others. */
export type Write<R> = {
  readonly planned: Planned;
  /** Its result when the plan is in. */
  readonly done: R;
  /** The same with a transaction of its own, and with an answer to a refusal. */
  readonly alone: () => Promise<R>;
  /** Part of a large call, which lets others go first. */
  readonly bulk: boolean;
};

/** Writes that are asked for at the same time, or while others are on their way, go together. */
export type CommitQueue = { add<R>(write: Write<R>): Promise<R> };

/** Two, so that the next is on its way while the answer to the first comes. */
const IN_FLIGHT = 2;
/** So many rows are worth a transaction of their own; fewer, in single moves, wait for company in a burst. */
const WORTH_ONE = MAX_PLANNED / 2;
/** But not longer than this, and only when another post was written less than this ago, ms. */
const PATIENCE = 20;

type Entry = Pick<Write<unknown>, 'planned' | 'bulk'> & {
  readonly changes: Planned['changes'];
  readonly committed: () => void;
  readonly goAlone: () => Promise<void>;
  readonly failed: (error: unknown) => void;
};

/**
 * One request for what fits in a transaction. One that comes alone goes at once, and so does a large call; in a
 * burst single moves, such as the outcomes of posts that go out one after the other, wait a moment for each
 * other. That is time on the wire, not of the clock that a test moves. A transaction that is refused goes again
 * in halves, and a write that is left by itself finds out why.
 */
export function createCommitQueue(writing: Writing, patience = PATIENCE): CommitQueue {
  let waiting: Entry[] = [];
  let woken = false;
  let holding = false;
  let last: { readonly batch: readonly Entry[]; readonly endedAt: number } | undefined;
  const inFlight = new Set<readonly Entry[]>();

  function wake(): void {
    if (woken) return;
    woken = true;
    void tick().then(() => {
      woken = false;
      start();
    });
  }

  /** Whatever waits then goes. */
  function hold(): void {
    if (holding) return;
    holding = true;
    void sleep(patience).then(() => {
      holding = false;
      start(0);
    });
  }

  function start(least = WORTH_ONE): void {
    const recent = last && performance.now() - last.endedAt < patience ? last.batch : [];
    while (inFlight.size < IN_FLIGHT && waiting.length > 0) {
      const ordered = [...waiting.filter(({ bulk }) => !bulk), ...waiting.filter(({ bulk }) => bulk)];
      const taken = new Set([...inFlight].flat().flatMap(({ changes }) => changes.map(({ key }) => key)));
      const batch = nextBatch(ordered, taken, MAX_PLANNED);
      if (batch.length === 0) return;
      const isSmall = rowsOf(batch) < least && !batch.some(({ bulk }) => bulk);
      if (isSmall && isOfOthers([...inFlight, recent].flat(), batch)) {
        hold();
        return;
      }
      const going = new Set(batch);
      waiting = waiting.filter((entry) => !going.has(entry));
      inFlight.add(batch);
      void commitBatch(writing, batch).then(() => {
        inFlight.delete(batch);
        last = { batch, endedAt: performance.now() };
        start();
      });
    }
  }

  return {
    add: (write) =>
      new Promise((resolve, reject) => {
        waiting.push(toEntry(write, resolve, reject));
        wake();
      }),
  };
}

function toEntry<R>(
  { planned, done, alone, bulk }: Write<R>,
  resolve: (result: R) => void,
  reject: (error: unknown) => void,
): Entry {
  const { changes } = planned;
  const goAlone = (): Promise<void> => alone().then(resolve, reject);
  return { planned, bulk, changes, goAlone, committed: () => resolve(done), failed: reject };
}

const rowsOf = (batch: readonly Entry[]): number =>
  batch.reduce((sum, { changes }) => sum + changes.length, 0);

/** Whether some post is among these that is not in the batch: one that follows itself is no burst. */
function isOfOthers(entries: readonly Entry[], batch: readonly Entry[]): boolean {
  const own = new Set(batch.map(({ planned }) => planned.post.id));
  return entries.some(({ planned }) => !own.has(planned.post.id));
}

/** Every entry has its answer when this resolves. */
async function commitBatch(writing: Writing, batch: readonly Entry[]): Promise<void> {
  const [first, second] = batch;
  if (!first || !second) return first?.goAlone();
  try {
    if (await commitTogether(writing, first, batch)) {
      for (const entry of batch) entry.committed();
      return;
    }
  } catch (error) {
    for (const entry of batch) entry.failed(error);
    return;
  }
  const half = Math.ceil(batch.length / 2);
  await commitBatch(writing, batch.slice(0, half));
  await commitBatch(writing, batch.slice(half));
}

/**
 * A refusal, and an answer that never came, say nothing by themselves: the SDK repeats a transaction whose
 * answer was lost, and then it is in its own way. All of it is in or nothing, so one of its rows tells.
 */
async function commitTogether(writing: Writing, first: Entry, batch: readonly Entry[]): Promise<boolean> {
  try {
    const plans = batch.map(({ planned }) => planned);
    if (await commit(writing, plans)) return true;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code === 'refused') throw error;
    if (await isIn(writing, first).catch(() => false)) return true;
    throw error;
  }
  return isIn(writing, first);
}

/** Whether this very plan is in: somebody may have made the same move before, in another transaction. */
async function isIn({ partition }: Writing, { planned: { post, call } }: Entry): Promise<boolean> {
  return (await partition.read(versionKey(post)))?.properties['call'] === call;
}
