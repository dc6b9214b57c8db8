import type { ProcessorRecord } from './domain/health.ts';
import { LOCAL_PACE, SHARED_PACE } from './domain/pace.ts';
import type { Post } from './domain/post.ts';
import type { ProcessorName } from './domain/processor.ts';
import { SECOND } from './domain/time.ts';
import type { Timings } from './domain/timings.ts';
import type { UploadProgress } from './domain/upload.ts';
import type { Processor } from './ports/processor.ts';
import { inOutage } from './ports/store-error.ts';
import type { WorkerDirectory, WorkerRecord } from './ports/worker-directory.ts';
import { createBudget } from './processors/budget.ts';
import type { ProcessorPorts, WorkerContext } from './processors/context.ts';
import type { Peers } from './processors/peers.ts';
import { hintQueuedAgain, recover } from './processors/recover.ts';
import { createTeam, type Team } from './processors/team.ts';
import { createUploads } from './processors/uploads.ts';
import { createSupervisor, type Supervisor } from './supervisor/supervisor.ts';

export type WorkerPorts = ProcessorPorts & { readonly workers: WorkerDirectory };

export type WorkerOptions = {
  readonly timings: Timings;
  /** No other worker can use this store (local storage under the worker lock). */
  readonly exclusive: boolean;
  readonly identity: Pick<WorkerRecord, 'host' | 'place' | 'pid' | 'kind' | 'version'>;
  readonly onPublished?: (post: Post, tweetId: string) => void;
};

export type Worker = {
  /** Boot id. */
  readonly id: string;
  records(): readonly ProcessorRecord[];
  /** How far the media of posts are that go out soon. */
  uploads(): readonly UploadProgress[];
  /** Look at everything now: something outside changed; or only one processor. */
  wake(name?: ProcessorName): void;
  /** Destroys connections and sends nothing until `resume`: the machine is going to sleep. */
  suspend(): void;
  /** Connections may be made again; X's clock is asked for anew, because ours may have jumped. */
  resume(): Promise<void>;
  /** X can be reached again, or the clock was set: nothing waits for a back-off any more. */
  hurry(): Promise<void>;
  /** One pass of everything, without the loops. For `worker --once` and tests. */
  runOnce(): Promise<void>;
  /** Ends the loops; what is on the wire after `within` ms is cut off and checked at the next start. */
  stop(within: number): Promise<void>;
};

/** After a sleep posts do not wait longer than this for X's clock, ms. */
const CALIBRATE_WITHIN = 3 * SECOND;
/** For writing down what was cut off, after `within`, ms. */
const LAST_WORDS = 2 * SECOND;

/** Recovers what a dead worker left, then runs the processors until `stop`. With `loops: false` only `runOnce` acts. */
export async function startWorker(ports: WorkerPorts, options: WorkerOptions, loops = true): Promise<Worker> {
  const id = ports.random.uuid();
  const wire = createWire();
  const ctx = createContext(ports, options, id, wire);
  let supervisor: Supervisor | undefined;
  const team = createTeam(ctx, ports.workers, (name) => supervisor?.wake(name));

  const { kind, version } = options.identity;
  ports.log.info('worker starts', { worker: id, kind, version });
  // First, so that nothing that is read from now on can change unheard.
  const unwatch = ports.posts.onChange((own) => {
    team.hear(own);
    // Where others have been at work there may be a new one among them.
    if (!own && !ctx.exclusive) void ports.workers.list().then(team.peers.see, () => undefined);
  });
  await recover(ctx);
  void calibrateAll(ctx);
  const records = (): readonly ProcessorRecord[] => supervisor?.records() ?? [];
  if (loops) {
    const settings = async (name: ProcessorName) => (await ports.settings.processors())[name];
    supervisor = createSupervisor({ create: team.create, settings, clock: ports.clock, log: ports.log });
    supervisor.start();
    const about = { ...options.identity, id, startedAt: ports.clock.now() };
    void keepReporting(ports, about, records, team.peers, wire.stopping);
  }

  return {
    id,
    records,
    uploads: ctx.uploads.progress,
    wake: (name) => (name === undefined ? team.hear() : supervisor?.wake(name)),
    suspend: () => wire.cut(),
    resume: async () => {
      wire.open();
      // The network may be slower to wake up than we are.
      const asked = new AbortController();
      const asking = calibrateAll(ctx).then(() => asked.abort());
      await Promise.race([asking, ports.clock.sleep(CALIBRATE_WITHIN, asked.signal)]);
      await hintQueuedAgain(ctx);
      await team.hurry();
      // Those that have nothing to do show that they are alive: their last beat may be a night old.
      supervisor?.wake();
    },
    hurry: team.hurry,
    runOnce: () => passOnce(team),
    stop: async (within) => {
      ports.log.info('worker stops', { worker: id });
      unwatch();
      const done = new AbortController();
      wire.stop();
      void ports.clock.sleep(within, done.signal).then(() => wire.cut());
      await supervisor?.stop();
      // An outcome that the store does not take keeps a send open; it is checked at the next start.
      await Promise.race([team.drained(), ports.clock.sleep(within + LAST_WORDS, done.signal)]);
      done.abort();
      await ports.workers.remove(id);
    },
  };
}

/** Whether connections may be open and posts may be begun. */
type Wire = {
  signal(): AbortSignal;
  readonly stopping: AbortSignal;
  cut(): void;
  open(): void;
  stop(): void;
};

function createWire(): Wire {
  let connection = new AbortController();
  const stopping = new AbortController();
  return {
    signal: () => connection.signal,
    stopping: stopping.signal,
    cut: () => connection.abort(),
    open: () => {
      if (connection.signal.aborted) connection = new AbortController();
    },
    stop: () => stopping.abort(),
  };
}

function createContext(ports: WorkerPorts, options: WorkerOptions, owner: string, wire: Wire): WorkerContext {
  return {
    ...ports,
    timings: options.timings,
    owner,
    uploads: createUploads(ports.uploadMemory, ports.clock),
    exclusive: options.exclusive,
    budget: createBudget(ports),
    pace: options.exclusive ? LOCAL_PACE : SHARED_PACE,
    wire: wire.signal,
    mayStart: () => !wire.signal().aborted && !wire.stopping.aborted,
    onPublished: options.onPublished ?? (() => {}),
  };
}

/** Tells the other processes that use the store what this worker is doing. */
async function keepReporting(
  { workers, clock, log }: WorkerPorts,
  about: Omit<WorkerRecord, 'lastBeat' | 'processors'>,
  records: () => readonly ProcessorRecord[],
  peers: Peers,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await workers.beat({ ...about, lastBeat: clock.now(), processors: records() });
      peers.see(await workers.list());
    } catch (error) {
      log.warn('heartbeat could not be stored', { error: String(error) });
    }
    await clock.sleep(workers.beatEvery, stopping);
  }
}

/** Early, so that the first post does not wait for it; an X that does not answer is asked again before an arm. */
async function calibrateAll(ctx: WorkerContext): Promise<void> {
  // A store that is away just now is found to be so by the processors, which begin anew.
  const accounts = await ctx.accounts.list().catch(inOutage(() => []));
  await Promise.all(accounts.map(({ name }) => ctx.publisher.calibrate(name, ctx.wire())));
}

/** Everything that can be done now, in the order in which it flows. */
async function passOnce({ create, drained }: Team): Promise<void> {
  const { signal } = new AbortController();
  const [enqueue, publish, check] = [create.enqueue(), create.publish(), create.check()];
  const upload = create.upload();
  const run = async (processor: Processor): Promise<boolean> => {
    let worked = false;
    while ((await processor.process(signal, () => {})) === 'worked') worked = true;
    return worked;
  };
  await run(check);
  do {
    await run(upload);
    await run(publish);
    await drained();
    await publish.process(signal, () => {});
  } while (await run(enqueue));
}
