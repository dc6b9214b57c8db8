import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../core/domain/time.ts';
import type { WorkerDirectory, WorkerRecord } from '../../core/ports/worker-directory.ts';
import { FAKE_START } from '../fakes/clock.ts';

type WorkerDirectoryTraits = {
  /** The times of a worker are not believed but moved as a whole, to when the store saw its beat. */
  readonly movesTimes?: boolean;
};

export type WorkerDirectoryFixture = {
  readonly directory: WorkerDirectory;
  readonly close: () => Promise<void> | void;
};

const worker = (id: string, lastBeat = FAKE_START): WorkerRecord => ({
  id,
  place: 'p',
  host: 'desk',
  pid: 1234,
  kind: 'cli',
  version: '0.1.0',
  startedAt: FAKE_START,
  lastBeat,
  processors: [
    {
      name: 'publish',
      state: 'idle',
      lastBeat,
      lastWorked: null,
      restarts: 0,
      failures: 1,
      lastError: 'boom',
    },
  ],
});

/** All its times as they are to one another. */
function sinceLastBeat(record: WorkerRecord): WorkerRecord {
  const { startedAt, lastBeat, processors } = record;
  const moved = processors.map((each) => ({ ...each, lastBeat: each.lastBeat - lastBeat }));
  return { ...record, startedAt: startedAt - lastBeat, lastBeat: 0, processors: moved };
}

/** What every worker directory must do: give it a function that opens an EMPTY one. */
export function workerDirectoryConformance(
  name: string,
  open: () => Promise<WorkerDirectoryFixture>,
  { movesTimes = false }: WorkerDirectoryTraits = {},
): void {
  describe(`${name}: worker directory`, () => {
    let fixture: WorkerDirectoryFixture;
    let directory: WorkerDirectory;
    beforeEach(async () => {
      fixture = await open();
      directory = fixture.directory;
    });
    afterEach(() => fixture.close());

    it('shows each worker as it last reported', async () => {
      await directory.beat(worker('a'));
      await directory.beat(worker('b', FAKE_START + 1));
      await directory.beat(worker('a', FAKE_START + 2));
      const expected = [worker('a', FAKE_START + 2), worker('b', FAKE_START + 1)];
      const shown = await directory.list();
      if (movesTimes) expect(shown.map(sinceLastBeat)).toEqual(expected.map(sinceLastBeat));
      else expect(shown).toEqual(expected);
    });

    it('removes one that says goodbye', async () => {
      await directory.beat(worker('a'));
      await directory.remove('a');
      await directory.remove('a');
      expect(await directory.list()).toEqual([]);
    });

    // No test can make such a store a day older.
    if (movesTimes) return;
    it('forgets a day later one that said nothing', async () => {
      await directory.beat(worker('killed'));
      await directory.beat(worker('a', FAKE_START + DAY + 1));
      expect((await directory.list()).map(({ id }) => id)).toEqual(['a']);
    });
  });
}
