import type { WorkerHolder } from '../adapters/sqlite/worker-lock.ts';
import { openUploadFile } from '../adapters/system/upload-file.ts';
import { TIMINGS, type Timings } from '../domain/timings.ts';
import type { UploadProgress } from '../domain/upload.ts';
import type { Publisher } from '../ports/publisher.ts';
import { isOutage } from '../ports/store-error.ts';
import type { WorkerRecord } from '../ports/worker-directory.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import { createMediaUpkeep, type MediaUpkeep } from '../service/media-upkeep.ts';
import { startWorker, type Worker } from '../worker.ts';
import { demoTimings, inDemoTime } from './demo-time.ts';
import type { Home } from './home.ts';
import { openMediaUse } from './media-use.ts';
import { keyOfHome } from './places.ts';
import { createRoutes, type Routes } from './routes.ts';
import { storageDelay } from './shared-store.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';
import type { HostOptions } from './worker-host.ts';

/** One worker from before its start to its end: what it is told meanwhile is done when it starts. */
export type Hosting = Pick<Worker, 'wake' | 'suspend' | 'resume' | 'runOnce'> & {
  /** @throws StoreError when the storage cannot be used now */
  start(): Promise<void>;
  /** Tries until it works. @throws StoreError when trying again would not help */
  keepStarting(): Promise<void>;
  setKeys(keys: readonly AccountKeys[]): Promise<void>;
  /** A person has signed an account out here: nothing of it is sent, and it says so. */
  signOut(account: string): Promise<void>;
  /** X for all accounts whose keys are known. */
  readonly publisher: Publisher;
  /** How far the media of posts are that go out soon. */
  uploads(): readonly UploadProgress[];
  /** What the computer does to it. */
  readonly surroundings: Pick<Surroundings, 'offlineSince' | 'events' | 'networkChanged'>;
  /** As it would tell the others of itself now. */
  record(): WorkerRecord;
  stop(within: number): Promise<void>;
  /** Nothing is started or brought any more. */
  close(): void;
};

export function createHosting(options: HostOptions, holder: WorkerHolder): Hosting {
  const { home } = options;
  const direct = inDemoTime(home, createRoutes(home, options.reread));
  const closing = new AbortController();
  const identity = identityOf(home, holder);
  let keys = options.keys;
  let worker: Worker | undefined;
  let isSuspended = false;

  // Also when the store is not there yet: the processors look again until it is.
  async function resume(): Promise<void> {
    isSuspended = false;
    await worker?.resume().finally(() => worker?.wake());
  }

  const surroundings = createSurroundings({
    ...options,
    publisher: direct.publisher,
    onAwake: resume,
    onHurry: async () => worker?.hurry(),
  });
  const routes: Routes = { ...direct, publisher: surroundings.publisher };

  async function start(): Promise<void> {
    await routes.setKeys(keys);
    const started = await startOne(options, routes, keys, identity);
    if (isSuspended) started.suspend();
    worker = started;
    if (closing.signal.aborted) await started.stop(0);
  }

  return {
    start,
    publisher: routes.publisher,
    keepStarting: () => untilItWorks(home, start, closing.signal),
    wake: (name) => worker?.wake(name),
    suspend: () => {
      isSuspended = true;
      surroundings.suspended();
      worker?.suspend();
    },
    resume: () => Promise.all([surroundings.resumed(), resume()]).then(() => undefined),
    surroundings,
    runOnce: async () => worker?.runOnce(),
    setKeys: async (next) => {
      keys = next;
      if (!worker) return;
      await routes.setKeys(keys);
      worker.wake();
    },
    signOut: (account) => signOut(home, routes, account),
    ...aboutWorker(home, { ...identity, startedAt: holder.startedAt }, () => worker),
    stop: async (within) => worker?.stop(within),
    close: () => {
      closing.abort();
      surroundings.close();
      routes.close();
    },
  };
}

/** Others that share the storage may have keys of their own. */
async function signOut({ storage, store, clock }: Home, routes: Routes, account: string): Promise<void> {
  routes.forget(account);
  if (storage.kind !== 'local') return;
  const gate = { state: 'held', reason: 'signedOut', detail: '', since: clock.now() } as const;
  await store.accounts.setGate(account, gate);
}

/** What is known of the worker, also before there is one. */
function aboutWorker(
  { clock }: Home,
  about: Omit<WorkerRecord, 'id' | 'lastBeat' | 'processors'>,
  worker: () => Worker | undefined,
): Pick<Hosting, 'uploads' | 'record'> {
  return {
    uploads: () => worker()?.uploads() ?? [],
    record: () => ({
      ...about,
      id: worker()?.id ?? '',
      lastBeat: clock.now(),
      processors: worker()?.records() ?? [],
    }),
  };
}

function identityOf({ path, version }: Home, { host, pid, kind }: WorkerHolder): Identity {
  return { host, pid, kind, place: keyOfHome(path), version };
}

async function untilItWorks(
  { storage, clock, log }: Home,
  start: () => Promise<void>,
  closing: AbortSignal,
): Promise<void> {
  for (let failures = 0; !closing.aborted; failures++) {
    try {
      if (storage.kind === 'azure') await storage.shared.open();
      return await start();
    } catch (error) {
      if (!isOutage(error)) throw error;
      const delay = storageDelay(failures);
      log.warn('the storage is away, so the worker waits', { error: String(error), delay, failures });
      await clock.sleep(delay, closing);
    }
  }
}

type Identity = Pick<WorkerRecord, 'host' | 'place' | 'pid' | 'kind' | 'version'>;

async function startOne(
  options: HostOptions,
  routes: Routes,
  keys: readonly AccountKeys[],
  identity: Identity,
): Promise<Worker> {
  const { home, onPublished } = options;
  const { store, clock, random, log } = home;
  const exclusive = home.storage.kind === 'local';
  // Under the lock of a home its other workers are dead, and those of the only home are all.
  for (const old of await store.workers.list())
    if (exclusive || old.place === identity.place) await store.workers.remove(old.id);
  return startWorker(
    {
      ...store,
      clock,
      random,
      log,
      publisher: routes.publisher,
      uploadMemory: openUploadFile(home.path, clock),
      // What is written in the window while it shows a demo is kept in another home.
      ...(!home.demo && { upkeep: upkeepOf(home) }),
    },
    {
      timings: demoTimings(home, safeTimings(options, keys)),
      exclusive,
      identity,
      ...(onPublished && { onPublished }),
    },
    options.loops ?? true,
  );
}

function upkeepOf({ path, store, storage, clock, log }: Home): MediaUpkeep {
  const shared = storage.kind !== 'local';
  return createMediaUpkeep({ ...store, use: openMediaUse(path), clock, log, shared });
}

/** Shorter timings would weaken the proof that a post is not out, so every X has to be one on this machine. */
function safeTimings({ timings = TIMINGS, home }: HostOptions, keys: readonly AccountKeys[]): Timings {
  // Plain http passes the check of a base URL only on loopback.
  if (timings === TIMINGS || keys.every(({ apiBaseUrl }) => apiBaseUrl.startsWith('http:'))) return timings;
  home.log.warn('PERCH_TIMINGS is ignored, because an account is not on this machine');
  return TIMINGS;
}
