import { DAY, type Instant, MINUTE } from '../../domain/time.ts';
import type { WorkerDirectory, WorkerRecord } from '../../ports/worker-directory.ts';
import type { Beat, Head } from './head.ts';
import { readLong, writeLong } from './long-text.ts';

/**
 * Workers, latest beat first. A beat is one request. One that was killed says no goodbye, so whoever lists
 * drops what was silent for a day. Clocks of other machines are not believed: all times of a record are moved
 * so that its last beat is when the service saw it.
 */
export function createWorkerDirectory(head: Head, now: () => Instant): WorkerDirectory {
  return {
    beatEvery: 2 * MINUTE,
    beat: (record) => head.putBeat(record.id, writeLong('record', JSON.stringify(record))),
    list: async () => {
      const records = (await head.beats()).map(toRecord).toSorted((a, b) => b.lastBeat - a.lastBeat);
      const oldest = now() - DAY;
      for (const { id } of records.filter(({ lastBeat }) => lastBeat < oldest)) await head.removeBeat(id);
      return records.filter(({ lastBeat }) => lastBeat >= oldest);
    },
    remove: (id) => head.removeBeat(id),
  };
}

function toRecord({ properties, at }: Beat): WorkerRecord {
  const record = JSON.parse(readLong('record', properties)) as WorkerRecord;
  const shift = at - record.lastBeat;
  return {
    ...record,
    startedAt: record.startedAt + shift,
    lastBeat: at,
    processors: record.processors.map((each) => ({
      ...each,
      lastBeat: each.lastBeat + shift,
      lastWorked: each.lastWorked === null ? null : each.lastWorked + shift,
    })),
  };
}
