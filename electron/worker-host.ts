import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type MessagePortMain, session, type UtilityProcess, utilityProcess } from 'electron';
import { createSystemClock } from '../core/adapters/system/clock.ts';
import type { Finding } from '../core/domain/finding.ts';
import type { NetworkSettings } from '../core/domain/network.ts';
import type { StorageTick } from '../core/domain/storage.ts';
import type { FileResult } from '../core/rpc/file-jobs.ts';
import type { ExamineOrder, FromWorker, ToWorker } from '../core/rpc/worker-messages.ts';
import { createLastWords } from './last-words.ts';
import {
  type Child,
  type ChildEvents,
  type SupervisionDeps,
  superviseWorker,
  type WorkerSupervisor,
} from './worker-supervision.ts';

/** The worker process as its supervisor sees it, and as a taker of ports. */
export type WorkerProcess = Child & { connect(port: MessagePortMain): void };

export type WorkerHost = WorkerSupervisor<WorkerProcess>;

export type WorkerHostDeps = Pick<
  SupervisionDeps<WorkerProcess>,
  'startMessage' | 'onStatus' | 'onMessage'
> & {
  /** Each line that the process writes. */
  readonly onLine: (line: string) => void;
};

const SCRIPT = join(import.meta.dirname, 'worker.js');

/** Keeps one worker alive as a utility process. */
export function createWorkerHost({ onLine, ...deps }: WorkerHostDeps): WorkerHost {
  const lastWords = createLastWords();
  const hear = (line: string): void => {
    lastWords.hear(line);
    onLine(line);
  };
  return superviseWorker<WorkerProcess>({
    ...deps,
    clock: createSystemClock(),
    lastWords: lastWords.take,
    spawn: (events) => forkWorker(events, hear),
  });
}

/** How long a probe of a storage may take, ms: its requests have limits of their own. */
const PROBE_LIMIT = 60_000;

/** Tries a storage in a process of its own: what it takes to talk to Azure stays out of main. */
export function probeInProcess(
  connection: string,
  network: NetworkSettings,
): Promise<readonly StorageTick[]> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('The test did not come to an end. Try it again.'));
    const child = forkWorker(
      {
        exit: fail,
        message: (message) => {
          if (message.kind !== 'probed') return;
          resolve(message.ticks);
          child.kill();
        },
      },
      () => undefined,
    );
    child.post({ kind: 'probe', storage: connection, network });
    setTimeout(() => child.kill(), PROBE_LIMIT).unref();
  });
}

/** Looks for what is in the way, in a process of its own: the worker may be what is not well. */
export function examineInProcess(order: ExamineOrder): Promise<readonly Finding[]> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('The examination did not come to an end. Try it again.'));
    const child = forkWorker(
      {
        exit: fail,
        message: (message) => {
          if (message.kind === 'examined') resolve(message.findings);
          child.kill();
        },
      },
      () => undefined,
    );
    child.post({ kind: 'examine', ...order });
    setTimeout(() => child.kill(), PROBE_LIMIT).unref();
  });
}

/** Does something with a file in a process of its own, beside the worker or instead of it. */
export function fileInProcess(
  order: Extract<ToWorker, { kind: 'file' }>,
  onProgress: (posts: number) => void,
): Promise<FileResult> {
  return new Promise((resolve) => {
    const gone = 'The part of Perch that reads and writes files ended on its way: try again.';
    const child = forkWorker(
      {
        exit: () => resolve({ kind: 'failed', message: gone }),
        message: (message) => {
          if (message.kind === 'file-progress') onProgress(message.posts);
          if (message.kind === 'refused') resolve({ kind: 'failed', message: message.message });
          if (message.kind === 'filed') resolve(message.result);
          if (message.kind !== 'file-progress') child.kill();
        },
      },
      () => undefined,
    );
    child.post(order);
  });
}

function forkWorker({ message, exit }: ChildEvents, onLine: (line: string) => void): WorkerProcess {
  const child = utilityProcess.fork(SCRIPT, [], {
    serviceName: 'Perch worker',
    stdio: 'pipe',
    env: withoutKeys(process.env),
  });
  child.on('message', (data: FromWorker) => {
    if (data.kind === 'ask-way') void sayWay(child, data);
    else message(data);
  });
  child.once('exit', exit);
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine);
  }
  return {
    post: (data) => post(child, data),
    kill: () => kill(child),
    connect: (port) => post(child, { kind: 'connect' }, [port]),
  };
}

/** Electron knows the proxy of the system, also one that a script decides on. */
async function sayWay(child: UtilityProcess, { id, url }: Extract<FromWorker, { kind: 'ask-way' }>) {
  const hops = await session.defaultSession.resolveProxy(url).catch(() => 'DIRECT');
  post(child, { kind: 'way', id, hops });
}

/** Keys come by message; an environment can be read by other programs of the same user. */
function withoutKeys({
  PERCH_X_KEYS: _keys,
  PERCH_STORAGE: _storage,
  ...env
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}

function post(child: UtilityProcess, message: ToWorker, ports: MessagePortMain[] = []): void {
  child.postMessage(message, ports);
}

/** Electron's own kill is a SIGTERM, which a hung or stopped process never gets to see. */
function kill(child: UtilityProcess): void {
  try {
    if (child.pid === undefined) child.kill();
    else process.kill(child.pid, 'SIGKILL');
  } catch {
    // It is gone already; its exit is on the way.
  }
}
