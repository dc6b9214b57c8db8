import { join } from 'node:path';
import type { Load, MakeEngine } from './engine.ts';
import { loadPeer } from './packages.ts';

// Each as its own documentation shows it first; "tuned" is what its documentation says about throughput.

const BODY = 'x'.repeat(290);
const NAME = 'job';
const IN_ONE_CALL = 1_000;

type Job = { readonly n: number };

const batches = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / IN_ONE_CALL) }, (_, i) =>
    all.slice(i * IN_ONE_CALL, (i + 1) * IN_ONE_CALL),
  );

/** Counts the jobs whose handler has returned and, as far as the peer tells, whose outcome is stored. */
function createCounter() {
  let done = 0;
  return {
    add: () => {
      done += 1;
    },
    settled: async (count: number): Promise<void> => {
      while (done < count) await new Promise((resolve) => setTimeout(resolve, 2));
    },
  };
}

type BullMq = {
  readonly Queue: new (
    name: string,
    options: object,
  ) => {
    addBulk(jobs: readonly object[]): Promise<unknown>;
    close(): Promise<void>;
  };
  readonly Worker: new (
    name: string,
    run: (job: { readonly data: Job }) => Promise<void>,
    options: object,
  ) => {
    on(event: 'completed', listener: () => void): void;
    waitUntilReady(): Promise<unknown>;
    close(force: boolean): Promise<void>;
  };
};

export const makeBullMq =
  (options: object): MakeEngine =>
  async ({ port }) => {
    const { Queue, Worker } = await loadPeer<BullMq>('bullmq');
    const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
    const queue = new Queue(NAME, { connection });
    const counter = createCounter();
    let worker: InstanceType<BullMq['Worker']> | undefined;
    return {
      add: async (dues) => {
        for (const some of batches([...dues.entries()])) {
          const now = Date.now();
          await queue.addBulk(
            some.map(([n, due]) => ({
              name: NAME,
              data: { n, body: BODY },
              opts: { timestamp: now, delay: Math.max(0, Math.ceil(due) - now) },
            })),
          );
        }
      },
      start: async (ran) => {
        worker = new Worker(NAME, async ({ data }) => ran(data.n), { connection, ...options });
        worker.on('completed', counter.add);
        await worker.waitUntilReady();
      },
      settled: counter.settled,
      stop: async () => {
        await worker?.close(true);
        await queue.close();
      },
    };
  };

const postgres = ({ port }: Load): string => `postgres://postgres@127.0.0.1:${port}/postgres`;

type Graphile = {
  run(options: object): Promise<{
    addJobs(jobs: readonly object[]): Promise<unknown>;
    readonly events: { on(event: 'job:complete', listener: () => void): void };
    stop(): Promise<void>;
  }>;
  makeWorkerUtils(options: object): Promise<{
    migrate(): Promise<void>;
    addJobs(jobs: readonly object[]): Promise<unknown>;
    release(): Promise<void>;
  }>;
};

export const makeGraphile: MakeEngine = async (load) => {
  const { run, makeWorkerUtils } = await loadPeer<Graphile>('graphile-worker');
  const utils = await makeWorkerUtils({ connectionString: postgres(load) });
  await utils.migrate();
  const counter = createCounter();
  let runner: Awaited<ReturnType<Graphile['run']>> | undefined;
  return {
    add: async (dues) => {
      for (const some of batches([...dues.entries()])) {
        await utils.addJobs(
          some.map(([n, due]) => ({
            identifier: NAME,
            payload: { n, body: BODY },
            runAt: new Date(due),
          })),
        );
      }
    },
    start: async (ran) => {
      runner = await run({
        connectionString: postgres(load),
        noHandleSignals: true,
        taskList: { [NAME]: async ({ n }: Job) => ran(n) },
      });
      runner.events.on('job:complete', counter.add);
    },
    settled: counter.settled,
    stop: async () => {
      await runner?.stop();
      await utils.release();
    },
  };
};

type Boss = {
  readonly PgBoss: new (
    connection: string,
  ) => {
    start(): Promise<unknown>;
    createQueue(name: string): Promise<unknown>;
    insert(name: string, jobs: readonly object[]): Promise<unknown>;
    work(name: string, run: (jobs: readonly { readonly data: Job }[]) => Promise<void>): Promise<unknown>;
    stop(options: object): Promise<unknown>;
    on(event: 'error', listener: (error: unknown) => void): void;
  };
};

export const makePgBoss: MakeEngine = async (load) => {
  const { PgBoss } = await loadPeer<Boss>('pg-boss');
  const boss = new PgBoss(postgres(load));
  boss.on('error', console.error);
  await boss.start();
  await boss.createQueue(NAME);
  const counter = createCounter();
  return {
    add: async (dues) => {
      for (const some of batches([...dues.entries()]))
        await boss.insert(
          NAME,
          some.map(([n, due]) => ({ data: { n, body: BODY }, startAfter: new Date(due) })),
        );
    },
    start: async (ran) => {
      await boss.work(NAME, async (jobs) => {
        for (const { data } of jobs) {
          ran(data.n);
          counter.add();
        }
      });
    },
    settled: counter.settled,
    stop: async () => void (await boss.stop({ graceful: false })),
  };
};

type Plain = {
  better(database: object): object;
  defineQueue(options: object): {
    add(type: string, data: Job, options: { readonly delay: number }): unknown;
    close(): void;
  };
  defineWorker(
    type: string,
    run: (job: { readonly data: string }) => Promise<void>,
    options: object,
  ): { start(): Promise<void>; stop(): Promise<void> };
};
type BetterSqlite = { readonly default: new (file: string) => { exec(sql: string): void } };

export const makePlainjob: MakeEngine = async ({ folder }) => {
  const { better, defineQueue, defineWorker } = await loadPeer<Plain>('plainjob');
  const { default: Database } = await loadPeer<BetterSqlite>('better-sqlite3');
  const database = new Database(join(folder, 'plain.db'));
  const queue = defineQueue({ connection: better(database) });
  const counter = createCounter();
  let worker: ReturnType<Plain['defineWorker']> | undefined;
  return {
    add: async (dues) => {
      database.exec('BEGIN');
      for (const [n, due] of dues.entries()) queue.add(NAME, { n }, { delay: Math.max(0, due - Date.now()) });
      database.exec('COMMIT');
    },
    start: async (ran) => {
      worker = defineWorker(
        NAME,
        async ({ data }) => {
          ran((JSON.parse(data) as Job).n);
          counter.add();
        },
        { queue, logger: { error: console.error, warn: console.error, info: () => {}, debug: () => {} } },
      );
      void worker.start();
    },
    settled: counter.settled,
    stop: async () => {
      await worker?.stop();
      queue.close();
    },
  };
};
