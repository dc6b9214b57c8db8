import type { ProcessorRecord } from '../domain/health.ts';
import type { Instant } from '../domain/time.ts';

/** What a worker tells the others about itself. */
export type WorkerRecord = {
  /** Boot id: new with every start. */
  readonly id: string;
  readonly host: string;
  /** Tells the homes of a host apart without naming them: a new worker of the same place replaces the old one. */
  readonly place: string;
  readonly pid: number;
  readonly kind: 'app' | 'cli';
  readonly version: string;
  readonly startedAt: Instant;
  readonly lastBeat: Instant;
  readonly processors: readonly ProcessorRecord[];
};

export type WorkerDirectory = {
  /** How often a worker should beat, ms: where every beat is paid for, more rarely. Twice that is silence. */
  readonly beatEvery: number;
  beat(record: WorkerRecord): Promise<void>;
  list(): Promise<readonly WorkerRecord[]>;
  remove(id: string): Promise<void>;
};
