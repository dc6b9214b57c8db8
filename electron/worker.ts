import { connectionSecrets } from '../core/adapters/azure/connection.ts';
import type { WorkerHolder } from '../core/adapters/sqlite/worker-lock.ts';
import { createSystemClock } from '../core/adapters/system/clock.ts';
import { createLog, parseLogLevel, stderrSink } from '../core/adapters/system/log.ts';
import { createSystemRandom } from '../core/adapters/system/random.ts';
import { createShiftedMachine } from '../core/adapters/system/shifted-clock.ts';
import { openHome } from '../core/host/home.ts';
import { secretsOfNetwork } from '../core/host/network-choice.ts';
import { seedDemo } from '../core/host/seed-demo.ts';
import { runFileTask } from '../core/host/transfer/file-task.ts';
import { renewalLock } from '../core/host/vault.ts';
import { type HostedWorker, hostWorker } from '../core/host/worker-host.ts';
import type { Log } from '../core/ports/log.ts';
import { isOutage, StoreError } from '../core/ports/store-error.ts';
import { type FromWorker, hideKeys, type ToWorker } from '../core/rpc/worker-messages.ts';
import { type AskedVault, createAskedVault } from './asked-vault.ts';
import { createWorkerNetwork, type WorkerNetwork } from './worker-network.ts';
import { createWindowLinks, type WindowLinks } from './worker-windows.ts';

/**
 * The worker process: everything that publishes, in a process of its own that main watches and restarts. Any
 * surprise in here ends the process; what it was doing is in the store.
 */
const { parentPort } = process;
const tell = (message: FromWorker): void => parentPort.postMessage(message);

type Running = {
  readonly hosted: HostedWorker;
  readonly windows: WindowLinks;
  readonly log: Log;
  readonly close: () => void;
};

/** Of a test that asked for it. */
let shifted: ReturnType<typeof createShiftedMachine> | undefined;
let vault: AskedVault | undefined;
let network: WorkerNetwork | undefined;
let running: Promise<Running | undefined> = Promise.resolve(undefined);

type Start = Extract<ToWorker, { kind: 'start' }>;

async function start(message: Start, vault: AskedVault): Promise<Running | undefined> {
  if (message.testClock) shifted = createShiftedMachine();
  const clock = shifted?.clock ?? createSystemClock();
  const level = parseLogLevel(message.logLevel);
  const ways = createWorkerNetwork(message.network, tell);
  network = ways;
  const secrets = () => [...secretsOf(message), ...vault.secrets(), ...secretsOfNetwork(ways.settings())];
  const log = createLog({ clock, level, sinks: [stderrSink()], secrets });
  if (message.problem !== undefined) {
    tell({ kind: 'refused', message: message.problem });
    return undefined;
  }
  const home = await openHome({
    path: message.home,
    version: message.version,
    log,
    by: 'window',
    storage: message.storage,
    vault,
    clock,
    network: ways,
    demo: message.demo?.clock,
  });
  const accounts = message.accounts.map(hideKeys);
  const [keys] = accounts;
  if (message.demo && keys) await seedDemo(home, message.demo, keys);
  const result = await hostWorker({
    home,
    keys: accounts,
    reread: vault.accounts,
    kind: 'app',
    ...(shifted && { machine: shifted }),
    ...(message.timings && { timings: message.timings }),
    onRefused: refuseOrDie,
    onMachineEvent: (event) => tell({ kind: 'machine', event }),
    onPublished: (post, tweetId) => {
      const late = Math.max(0, Math.round(clock.now() - (post.dueAt ?? clock.now())));
      tell({
        kind: 'published',
        id: post.id,
        account: post.account,
        tweetId,
        text: post.parts[0]?.text ?? '',
        late,
      });
    },
  });
  if (result.kind === 'taken') {
    const who = nameOf(result.holder);
    tell({
      kind: 'refused',
      message: `${who} is already publishing from ${message.home}. Quit it, then restart the publisher.`,
    });
    return undefined;
  }
  const windows = createWindowLinks({ home, hosted: result.hosted, tell });
  tell({ kind: 'ready' });
  return { hosted: result.hosted, windows, log, close: () => home.close() };
}

function nameOf(holder: WorkerHolder | undefined): string {
  if (!holder) return 'Another Perch';
  const { pid, kind } = holder;
  return `Another Perch (${kind === 'app' ? 'the app' : '`perch worker`'}, process ${pid})`;
}

const secretsOf = ({ accounts, storage = '' }: Start): readonly string[] => [
  ...accounts.flatMap(({ keys }) => Object.values(keys)),
  ...connectionSecrets(storage),
];

async function stop(within: number): Promise<void> {
  const current = await running;
  current?.windows.close();
  await current?.hosted.stop(within);
  current?.close();
  tell({ kind: 'stopped' });
  // A utility process with nothing left to do does not end by itself.
  process.exit(0);
}

async function handle(message: ToWorker, ports: readonly Electron.MessagePortMain[]): Promise<void> {
  if (message.kind === 'start') {
    const { uuid } = createSystemRandom();
    vault = createAskedVault({ tell, uuid, exclusively: renewalLock(message.home) });
    running = start(message, vault);
    await running;
  } else if (message.kind === 'answer') {
    // At once: the start itself may wait for it.
    vault?.hear(message);
  } else if (message.kind === 'way') {
    network?.hear(message);
  } else if (message.kind === 'network-settings') {
    network?.use(message.network);
  } else if (message.kind === 'examine') {
    network = createWorkerNetwork(message.network, tell);
    const { examineHere } = await import('./worker-examine.ts');
    tell({ kind: 'examined', findings: await examineHere(message, network) });
  } else if (message.kind === 'probe') {
    // A worker on local storage never needs Azure's packages.
    const { probeStorage } = await import('../core/adapters/azure/probe.ts');
    network = createWorkerNetwork(message.network, tell);
    const ticks = await probeStorage(message.storage, createSystemRandom(), network.kept);
    tell({ kind: 'probed', ticks });
  } else if (message.kind === 'file') {
    tell({ kind: 'filed', result: await file(message) });
  } else if (message.kind === 'stop') {
    await stop(message.within);
  } else {
    const current = await running;
    if (current)
      await obey(current, message, ports).catch((error: unknown) => forgive(current, message, error));
  }
}

/** The storage of a home, used as the command line uses it: beside the worker that publishes, if there is one. */
async function file(order: Extract<ToWorker, { kind: 'file' }>) {
  const { task, home: path, version, storage } = order;
  const ways = createWorkerNetwork(order.network, tell);
  network = ways;
  const secrets = () => [...connectionSecrets(storage), ...secretsOfNetwork(order.network)];
  const log = createLog({ clock: createSystemClock(), level: 'warn', sinks: [stderrSink()], secrets });
  const home = await openHome({ path, version, log, by: 'window', storage, network: ways });
  const onProgress = (posts: number): void => tell({ kind: 'file-progress', posts });
  try {
    return await runFileTask(task, { home, storage, onProgress });
  } finally {
    home.close();
  }
}

/** A shared storage that is away is told of by the health; what was asked for is asked for again, or not needed. */
function forgive({ log }: Running, { kind }: Order, error: unknown): void {
  if (!isOutage(error)) throw error;
  log.warn('the storage is away', { order: kind, error: error.message });
}

type Order = Extract<
  ToWorker,
  { kind: 'connect' | 'accounts' | 'sign-out' | 'wake' | 'network' | 'shift' | 'suspend' | 'pause' }
>;

async function obey(
  { hosted, windows }: Running,
  order: Order,
  ports: readonly Electron.MessagePortMain[],
): Promise<void> {
  switch (order.kind) {
    case 'connect':
      for (const port of ports) windows.open(port);
      return;
    case 'accounts':
      await hosted.setKeys(order.accounts.map(hideKeys));
      await hosted.overview.fresh();
      return windows.report();
    case 'sign-out':
      await hosted.signOut(order.account);
      await hosted.overview.fresh();
      return windows.report();
    case 'wake':
      network?.forget();
      return hosted.worker.resume();
    case 'network':
      network?.forget();
      return hosted.worker.surroundings.networkChanged();
    case 'shift':
      return shifted?.shift(order);
    case 'suspend':
      return hosted.worker.suspend();
    case 'pause':
      return windows.pause(order.until);
  }
}

/** A store that cannot be used will not be better after a restart, so main is told why and stops trying. */
function refuseOrDie(error: unknown): void {
  if (!(error instanceof StoreError)) throw error;
  tell({ kind: 'refused', message: error.message });
}

parentPort.on('message', ({ data, ports }) => {
  handle(data as ToWorker, ports).catch(refuseOrDie);
});
