import { activityBefore, type Sequence, seqOf } from './history.ts';
import type { Partition } from './table.ts';

/** Tells the writes of other machines from our own. */
export type Others = {
  /** One request. True when somebody else changed a post since the look before; the first look finds nothing. */
  look(): Promise<boolean>;
  /** The key of an entry of the activity that we wrote. */
  wrote(key: string): void;
};

/** Compared at a look: a machine whose clock is behind adds below the newest. */
const NEWEST = 20;

/** Compares the keys of the newest entries of the history of all posts. */
export function createOthers(partition: Partition, sequence: Sequence): Others {
  const own = new Set<string>();
  let seen: ReadonlySet<string> | undefined;
  return {
    wrote: (key) => own.add(key),
    look: async () => {
      const range = activityBefore(Number.POSITIVE_INFINITY);
      const rows = await partition.range(range, { limit: NEWEST, select: [] });
      const known = seen;
      seen = new Set(rows.map((row) => row.key));
      if (rows[0]) sequence.seen(seqOf(rows[0].key));
      const news = known !== undefined && [...seen].some((key) => !known.has(key) && !own.has(key));
      // An entry of ours that was seen is known from now on. What is not there yet is for the next look.
      for (const key of seen) own.delete(key);
      return news;
    },
  };
}
