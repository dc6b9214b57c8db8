import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../core/domain/time.ts';
import type { WorkerDirectory, WorkerRecord } from '../../core/ports/worker-directory.ts';
import { FAKE_START } from '../fakes/clock.ts';

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

/** What every worker directory must do: give it a function that opens an EMPTY one. */
export function workerDirectoryConformance(name: string, open: () => Promise<WorkerDirectoryFixture>): void {
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
      expect(await directory.list()).toEqual([worker('a', FAKE_START + 2), worker('b', FAKE_START + 1)]);
    });

    it('removes one that says goodbye', async () => {
      await directory.beat(worker('a'));
      await directory.remove('a');
      await directory.remove('a');
      expect(await directory.list()).toEqual([]);
    });

    it('forgets a day later one that said nothing', async () => {
      await directory.beat(worker('killed'));
      await directory.beat(worker('a', FAKE_START + DAY + 1));
      expect((await directory.list()).map(({ id }) => id)).toEqual(['a']);
    });
  });
}
