import { unpack } from '../domain/envelope.ts';
import { type JobQueue, type PublishHint, parseHint } from '../ports/job-queue.ts';
import type { PoisonRecord, PoisonStore } from '../ports/poison-store.ts';

type Places = { readonly poison: PoisonStore; readonly queue: Pick<JobQueue<PublishHint>, 'send'> };

/** Puts a message back on the queue, then forgets it; the other order could lose it. False: it cannot be read. */
export async function requeuePoison({ poison, queue }: Places, record: PoisonRecord): Promise<boolean> {
  const hint = unpack(record.raw, parseHint);
  if (!hint) return false;
  await queue.send([hint]);
  await poison.remove(record.id);
  return true;
}

/** Messages that could not be worked, for the window. */
export type PoisonDesk = {
  list(): Promise<readonly PoisonRecord[]>;
  requeue(id: string): Promise<string | undefined>;
  discard(id: string): Promise<string | undefined>;
  /** Takes back a discard of this process, as long as it is remembered. */
  restore(id: string): Promise<string | undefined>;
};

const REMEMBERED = 100;
const GONE = 'This message is not there any more.';

/** Each answers what went wrong, in one sentence, or undefined. */
export function createPoisonDesk(places: Places): PoisonDesk {
  const { poison } = places;
  const discarded = new Map<string, PoisonRecord>();
  return {
    list: () => poison.list(),
    requeue: async (id) => {
      const record = await poison.get(id);
      if (!record) return GONE;
      if (await requeuePoison(places, record)) return undefined;
      return 'This message cannot be read, so it cannot go back. Discard it: no post depends on it.';
    },
    discard: async (id) => {
      const record = await poison.get(id);
      if (!record) return GONE;
      discarded.set(id, record);
      for (const old of [...discarded.keys()].slice(0, -REMEMBERED)) discarded.delete(old);
      await poison.remove(id);
      return undefined;
    },
    restore: async (id) => {
      const record = discarded.get(id);
      if (!record) return 'It is too late to take this back.';
      await poison.put(record);
      discarded.delete(id);
      return undefined;
    },
  };
}
