import { DAY, MINUTE } from '../../domain/time.ts';
import type { WorkerDirectory, WorkerRecord } from '../../ports/worker-directory.ts';
import { encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import type { Partition } from './table.ts';

/**
 * Workers, latest beat first. A beat is one request. One that was killed says no goodbye, so whoever lists
 * drops what is a day older than the latest beat; the clocks are those of the workers.
 */
export function createWorkerDirectory(partition: Partition): WorkerDirectory {
  return {
    beatEvery: 2 * MINUTE,
    beat: (record) => partition.put(encodeKey(record.id), writeLong('record', JSON.stringify(record))),
    list: async () => {
      const rows = await partition.range(startingWith(''));
      const records = rows
        .map(({ properties }) => JSON.parse(readLong('record', properties)) as WorkerRecord)
        .toSorted((a, b) => b.lastBeat - a.lastBeat);
      const oldest = (records[0]?.lastBeat ?? 0) - DAY;
      for (const { id } of records.filter((record) => record.lastBeat < oldest))
        await partition.remove(encodeKey(id));
      return records.filter((record) => record.lastBeat >= oldest);
    },
    remove: async (id) => {
      await partition.remove(encodeKey(id));
    },
  };
}
