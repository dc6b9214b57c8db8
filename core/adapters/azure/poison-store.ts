import type { PoisonRecord, PoisonStore } from '../../ports/poison-store.ts';
import { encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import type { Partition, Row } from './table.ts';

const ALL = startingWith('');

/** Messages that could not be worked, newest first. One request each; lists one per 1,000. */
export function createPoisonStore(partition: Partition): PoisonStore {
  return {
    put: (record) => partition.put(encodeKey(record.id), writeLong('record', JSON.stringify(record))),
    list: async () =>
      (await partition.range(ALL)).map(toRecord).toSorted((a, b) => b.poisonedAt - a.poisonedAt),
    get: async (id) => {
      const row = await partition.read(encodeKey(id));
      return row && toRecord(row);
    },
    remove: (id) => partition.remove(encodeKey(id)),
    count: async () => (await partition.range(ALL, { select: [] })).length,
  };
}

const toRecord = ({ properties }: Row): PoisonRecord =>
  JSON.parse(readLong('record', properties)) as PoisonRecord;
