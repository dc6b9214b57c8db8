import type { ProcessorRecord } from '../domain/health.ts';
import type { Instant } from '../domain/time.ts';

/** What a worker tells the others about itself. */
export type WorkerRecord = {
  /** Boot id: new with every start. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly kind: 'app' | 'cli';
  readonly version: string;
  readonly startedAt: Instant;
  readonly lastBeat: Instant;
  readonly processors: readonly ProcessorRecord[];
};

export type WorkerDirectory = {
  beat(record: WorkerRecord): Promise<void>;
  list(): Promise<readonly WorkerRecord[]>;
  remove(id: string): Promise<void>;
};
