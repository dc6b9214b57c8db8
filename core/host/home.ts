import { createSystemClock } from '../adapters/system/clock.ts';
import { ensureHome, resolveHome } from '../adapters/system/home.ts';
import { createSystemRandom } from '../adapters/system/random.ts';
import { createScaledClock } from '../adapters/system/scaled-clock.ts';
import type { DemoClock } from '../domain/demo-clock.ts';
import type { Clock } from '../ports/clock.ts';
import type { KeyVault } from '../ports/key-vault.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../ports/store.ts';
import { inOutage } from '../ports/store-error.ts';
import type { WorkerRecord } from '../ports/worker-directory.ts';
import type { Overview } from '../rpc/contract.ts';
import { type LiveFacts, overviewOf } from '../service/overview.ts';
import { createPostService, type PostService } from '../service/post-service.ts';
import { readStoredFacts } from '../service/stored-facts.ts';
import { type KnownAccounts, localAccounts, rememberAccounts } from './known-accounts.ts';
import { type Network, openNetwork } from './network.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { createOutboxService } from './outbox-service.ts';
import { createOutboxSync, type OutboxSync } from './outbox-sync.ts';
import { openStorage, type Storage, viewStorage } from './storage.ts';
import { LOCAL_STORAGE } from './storage-choice.ts';
import { openFileVault } from './vault.ts';

/** An open home: a data folder, the store it uses and the service on top of it. */
export type Home = {
  readonly path: string;
  readonly version: string;
  readonly storage: Storage;
  readonly store: Store;
  readonly service: PostService;
  /** Those of the store, as they are remembered while it is away. */
  readonly accounts: KnownAccounts;
  /** Posts that wait for the storage; of a local one there are none. */
  readonly outbox: Outbox;
  readonly sync: OutboxSync;
  /** The tokens of OAuth 2 sign-ins. */
  readonly vault: KeyVault;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Its time is that of a demo. */
  readonly demo?: DemoClock;
  /** As another process sees it: what the workers do comes from their heartbeats. */
  overview(): Promise<Overview>;
  /** Everything but the store, for a process with the given worker. */
  live(self: WorkerRecord | undefined): LiveFacts;
  close(): void;
};

export type HomeOptions = {
  readonly path: string;
  readonly version: string;
  readonly log: Log;
  /** Written into the history of what this process changes. */
  readonly by: 'cli' | 'window';
  /** As PERCH_STORAGE has it; default `local`. Keys, sandbox and lock stay in the folder. */
  readonly storage?: string | undefined;
  /** Default: the folder's own `secrets.json`. */
  readonly vault?: KeyVault;
  /** Default: what the folder and the environment say. */
  readonly network?: Network;
  /** Default: that of the machine. */
  readonly clock?: Clock | undefined;
  /** The home is that of a demo, with a time of its own. */
  readonly demo?: DemoClock | undefined;
};

/**
 * A shared storage that is out of reach is no reason not to open: its calls throw until it answers.
 * @throws StoreError with one plain sentence when the folder or the store cannot be used
 */
export async function openHome(options: HomeOptions): Promise<Home> {
  const { path, version, log, by, demo, vault = openFileVault(path) } = options;
  ensureHome(path);
  const clock = clockOf(options);
  const random = createSystemRandom();
  const network = options.network ?? openNetwork(path, process.env);
  const where = options.storage || LOCAL_STORAGE;
  const storage = await openStorage({ path, storage: where, clock, random, log, agents: network.kept });
  const { store } = storage;
  const direct = createPostService({ ...store, clock, random, by });
  const isAway = (): boolean => !!viewStorage(storage).trouble;
  const place = storage.kind === 'local' ? LOCAL_STORAGE : storage.place;
  const outbox = openOutbox(path, place);
  const isLocal = storage.kind === 'local';
  const accounts = isLocal
    ? localAccounts(store.accounts)
    : rememberAccounts(path, place, store.accounts, isAway);
  const { posts, settings } = store;
  const sync = createOutboxSync({ outbox, posts, settings, service: direct, clock, log, by });
  const service = isLocal
    ? direct
    : createOutboxService({ service: direct, outbox, accounts, clock, random, isAway, onKept: sync.wake });
  const live = (self: WorkerRecord | undefined): LiveFacts => ({
    now: clock.now(),
    self,
    storage: viewStorage(storage),
    knownAccounts: accounts.remembered(),
    unsynced: outbox.list(),
    stranded: outbox.stranded(),
    damaged: outbox.damaged(),
  });
  return {
    ...(demo && { demo }),
    path,
    version,
    storage,
    store,
    service,
    accounts,
    outbox,
    sync,
    vault,
    network,
    clock,
    random,
    log,
    overview: async () => {
      const reading = readStoredFacts(store, clock);
      // A database on this computer is never away: its trouble is told.
      const stored = storage.kind === 'local' ? reading : reading.catch(inOutage(() => undefined));
      return overviewOf(await stored, live(undefined));
    },
    live,
    close: () => store.close(),
  };
}

function clockOf({ demo, clock = createSystemClock() }: HomeOptions): Clock {
  return demo ? createScaledClock(clock, demo) : clock;
}

export { resolveHome };
