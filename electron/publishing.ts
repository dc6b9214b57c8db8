import type { MessagePortMain } from 'electron';
import type { NetworkSettings } from '../core/domain/network.ts';
import type { Instant } from '../core/domain/time.ts';
import type { Timings } from '../core/domain/timings.ts';
import {
  clearKeys,
  type DemoSeed,
  type FromWorker,
  HEARTBEAT_EVERY,
  type ToWorker,
  type TraySummary,
} from '../core/rpc/worker-messages.ts';
import { announcePublished, type MainLog } from './main-log.ts';
import { createNetworkHint } from './network.ts';
import type { Accounts } from './sandbox-host.ts';
import type { StorageHost } from './storage-host.ts';
import { hasTestClock, listenToTests } from './test-switches.ts';
import { createWorkerHost, type WorkerHost } from './worker-host.ts';
import type { WorkerStatus } from './worker-supervision.ts';

export type PublishingDeps = {
  readonly home: () => string;
  readonly version: string;
  readonly log: MainLog;
  readonly accounts: Pick<Accounts, 'current' | 'answer'>;
  readonly timings: Timings | undefined;
  readonly storage: StorageHost['forWorker'];
  readonly network: () => NetworkSettings;
  readonly demo: () => DemoSeed | undefined;
  readonly onStatus: (status: WorkerStatus) => void;
  readonly onSummary: (summary: TraySummary) => void;
  /** Everything that the worker says. */
  readonly onMessage: (message: FromWorker) => void;
  readonly onPublished: () => void;
  /** A new process is ready: pages need ports to it. */
  readonly onReady: () => void;
  /** What the system says. */
  readonly isOnline: () => boolean;
};

/** The worker as the rest of main sees it. */
export type Publishing = Pick<WorkerHost, 'start' | 'send' | 'restart' | 'rest' | 'stop' | 'cutShort'> & {
  status(): WorkerStatus;
  /** Posts on the wire, as the worker last said. */
  inFlight(): number;
  /** When the next post is due, as the worker said last. */
  nextDue(): Instant | null;
  /** Gives a port to the worker; false when none is ready. */
  connect(port: MessagePortMain): boolean;
  /** Tells the worker the accounts; resolves when it has reported since. */
  useAccounts(): Promise<void>;
  /** Resolves when the worker has told of itself once more. */
  reported(): Promise<void>;
  /** The machine is back from sleep. */
  wake(why: string): void;
};

/** A worker that does not report in this time is the supervisor's business. */
const REPORT_WITHIN = HEARTBEAT_EVERY + 1_000;

export function createPublishing(deps: PublishingDeps): Publishing {
  const { log } = deps;
  let status: WorkerStatus = { state: 'starting' };
  let summary: TraySummary | undefined;
  const reported = createSignal();

  const answer = async ({ id, question }: Extract<FromWorker, { kind: 'ask' }>): Promise<void> =>
    worker.send({ kind: 'answer', id, answer: await deps.accounts.answer(question) });

  const network = createNetworkHint(deps.isOnline, () => worker.send({ kind: 'network' }));
  const hear = (message: FromWorker): void => {
    deps.onMessage(message);
    if (message.kind === 'ready') deps.onReady();
    if (message.kind === 'heartbeat') {
      summary = message.summary;
      deps.onSummary(summary);
      // The system does not tell main when it changes, and a look costs nothing.
      network.look();
    }
    if (message.kind === 'ready' || message.kind === 'heartbeat') reported.emit();
    if (message.kind === 'published') {
      announcePublished(message);
      deps.onPublished();
    }
    if (message.kind === 'ask') void answer(message);
    if (message.kind === 'refused') log.error('the worker refuses to run', { why: message.message });
  };
  const worker = createWorkerHost({
    startMessage: () => startMessage(deps),
    onLine: log.workerLine,
    onMessage: hear,
    onStatus: (next) => {
      status = next;
      log.info('worker', { state: next.state, message: next.message });
      deps.onStatus(next);
    },
  });
  listenToTests(worker.send);
  return {
    ...worker,
    status: () => status,
    inFlight: () => (worker.ready() && summary ? summary.counts.publishing : 0),
    nextDue: () => summary?.next?.dueAt ?? null,
    connect: (port) => {
      const child = worker.ready();
      child?.connect(port);
      return child !== undefined;
    },
    useAccounts: async () => {
      worker.send({ kind: 'accounts', accounts: deps.accounts.current().map(clearKeys) });
      await reported.next(REPORT_WITHIN);
    },
    reported: () => reported.next(REPORT_WITHIN),
    wake: (why) => {
      worker.forgive();
      worker.send({ kind: 'wake', why });
    },
  };
}

function startMessage(deps: PublishingDeps): ToWorker {
  const { home, version, accounts, timings, storage, demo, network } = deps;
  const logLevel = process.env['PERCH_LOG'];
  const seed = demo();
  const options = {
    ...(seed && { demo: seed }),
    ...(timings && { timings }),
    ...(logLevel && { logLevel }),
    ...(hasTestClock() && { testClock: true as const }),
  };
  return {
    kind: 'start',
    home: home(),
    version,
    accounts: accounts.current().map(clearKeys),
    network: network(),
    ...storage(),
    ...options,
  };
}

/** Something that happens now and then. `next` resolves when it does, or after `limit` ms. */
function createSignal() {
  const waiting = new Set<() => void>();
  return {
    emit: (): void => {
      for (const resolve of waiting) resolve();
    },
    next: (limit: number): Promise<void> =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, limit);
        waiting.add(done);
      }),
  };
}
