/** What a run of an engine is given. Times are ms since the epoch. */
export type Load = {
  readonly engine: EngineName;
  /** When each job is due, earliest first. */
  readonly dues: readonly number[];
  /** A folder of its own. */
  readonly folder: string;
  /** Of the server that the engine needs, if it needs one. */
  readonly port?: number;
};

export type EngineName =
  | 'perch'
  | 'perch, ten accounts'
  | 'limit'
  | 'bullmq'
  | 'bullmq, tuned'
  | 'graphile-worker'
  | 'pg-boss'
  | 'plainjob';

/** `ran` is to be called with the number of the job when its handler begins. */
export type Engine = {
  /** Stores the jobs, numbered in the order of `dues`. */
  add(dues: readonly number[]): Promise<void>;
  start(ran: (job: number) => void): Promise<void>;
  /** The outcomes of all jobs that ran are stored. */
  settled(count: number): Promise<void>;
  stop(): Promise<void>;
};

export type MakeEngine = (load: Load) => Promise<Engine>;

/** What a run gives back. */
export type Run = {
  /** Of each job, from its time to the beginning of its handler, ms; those that never ran are absent. */
  readonly lateness: readonly number[];
  /** From the last due time until every outcome was stored, ms; null: not all of them were in time. */
  readonly drained: number | null;
  /** The longest time that the event loop of the engine's process stood still while jobs ran, ms. */
  readonly gap: number;
  /** Jobs that ran more than once. */
  readonly twice: number;
};
