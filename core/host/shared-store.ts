import { restartDelay } from '../domain/backoff.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { ChangeListener } from '../ports/post-store.ts';
import type { Store } from '../ports/store.ts';
import { isOutage, type StoreError } from '../ports/store-error.ts';
import { type CallKind, createStorageWatch, type Service, type StorageWatch } from './storage-watch.ts';

/** A store elsewhere: it can be used at once, and every call says whether it could be reached. */
export type SharedStore = {
  readonly store: Store;
  readonly watch: StorageWatch;
  /** Calls back when this process wrote something that is no post: nobody else tells of it. Returns the way out. */
  onOwnWrite(listener: () => void): () => void;
  /** Opens it now, unless it is open. @throws StoreError */
  open(): Promise<void>;
};

type Ports = Omit<Store, 'close'>;
type Async<P> = { [M in keyof P]: P[M] extends (...args: never[]) => Promise<unknown> ? M : never }[keyof P];

/** Every call of every port, so that none goes unwatched. */
const CALLS: { readonly [P in keyof Ports]: Readonly<Record<Async<Ports[P]>, CallKind>> } = {
  posts: {
    insert: 'write',
    move: 'write',
    moveMany: 'write',
    get: 'read',
    getMany: 'read',
    due: 'read',
    inFlight: 'read',
    list: 'read',
    search: 'read',
    counts: 'memory',
    charges: 'read',
    planned: 'memory',
    history: 'read',
    activity: 'read',
    bound: 'read',
    withText: 'read',
    mend: 'memory',
    records: 'read',
    adopt: 'write',
    freeze: 'write',
    thaw: 'write',
  },
  queue: {
    send: 'write',
    receive: 'write',
    extend: 'write',
    complete: 'write',
    release: 'write',
    depth: 'read',
  },
  poison: { put: 'write', list: 'read', get: 'read', remove: 'write', count: 'read' },
  accounts: { list: 'memory', get: 'memory', put: 'write', setGate: 'write', remove: 'write' },
  settings: {
    processors: 'memory',
    setProcessor: 'write',
    late: 'memory',
    setLate: 'write',
    plans: 'memory',
    setPlan: 'write',
    spendCap: 'memory',
    setSpendCap: 'write',
    pausedUntil: 'memory',
    setPausedUntil: 'write',
    seal: 'memory',
    changeSeal: 'write',
    chosen: 'read',
    adopt: 'write',
  },
  content: { put: 'write', read: 'read', has: 'read', touch: 'write', list: 'read', remove: 'write' },
  workers: { beat: 'write', list: 'read', remove: 'write' },
};

const SERVICES: Partial<Readonly<Record<keyof Ports, Service>>> = { queue: 'queues', content: 'blobs' };
const TOLD_BY_US: readonly (keyof Ports)[] = ['accounts', 'settings', 'poison'];

/** How long others are told of a failed opening before it is tried for them again, ms. */
const TRY_AGAIN = 5 * SECOND;
/** How often a worker of a shared store beats until the store itself says so, ms. */
const BEAT_EVERY = 2 * MINUTE;

/** `openStore` is called until it succeeds once. */
export function createSharedStore(openStore: () => Promise<Store>, clock: Clock): SharedStore {
  const watch = createStorageWatch(clock);
  const opening = createOpening(openStore, clock, watch);
  const writeListeners = new Set<() => void>();

  async function call(port: keyof Ports, method: string, kind: CallKind, args: unknown[]): Promise<unknown> {
    const service = SERVICES[port] ?? 'tables';
    const store = await opening.use();
    // Nothing to do makes no request.
    const proof = Array.isArray(args[0]) && args[0].length === 0 ? 'memory' : kind;
    try {
      const target = store[port] as unknown as Record<string, (...a: unknown[]) => Promise<unknown>>;
      const result = await target[method]?.(...args);
      watch.worked(service, proof);
      if (kind === 'write' && TOLD_BY_US.includes(port)) for (const tell of [...writeListeners]) tell();
      return result;
    } catch (error) {
      watch.failed(service, kind, error);
      throw error;
    }
  }

  function portOf<P extends keyof Ports>(port: P): Ports[P] {
    const calls = Object.entries(CALLS[port]) as [string, CallKind][];
    return Object.fromEntries(
      calls.map(([method, kind]) => [method, (...args: unknown[]) => call(port, method, kind, args)]),
    ) as unknown as Ports[P];
  }

  const listeners = createListeners();
  opening.whenOpen((store) => listeners.attach(store));
  const store: Store = {
    posts: { ...portOf('posts'), onChange: listeners.listen },
    queue: portOf('queue'),
    poison: portOf('poison'),
    accounts: portOf('accounts'),
    settings: portOf('settings'),
    content: portOf('content'),
    workers: Object.defineProperty(portOf('workers'), 'beatEvery', {
      enumerable: true,
      get: () => opening.opened()?.workers.beatEvery ?? BEAT_EVERY,
    }),
    close: () => opening.close(),
  };
  return {
    store,
    watch,
    onOwnWrite: (listener) => {
      writeListeners.add(listener);
      return () => writeListeners.delete(listener);
    },
    open: async () => void (await opening.now()),
  };
}

/** Listens to a store that may not be there yet. */
function createListeners() {
  const known = new Map<ChangeListener, (() => void) | undefined>();
  let attached: Store | undefined;
  return {
    listen: (listener: ChangeListener): (() => void) => {
      const own: ChangeListener = (posts) => listener(posts);
      known.set(own, attached?.posts.onChange(own));
      return () => {
        known.get(own)?.();
        known.delete(own);
      };
    },
    attach: (store: Store): void => {
      attached = store;
      for (const listener of known.keys()) {
        known.set(listener, store.posts.onChange(listener));
        // Whatever was read before is not what is stored.
        listener();
      }
    },
  };
}

/** One opening for all who want it; after one that failed there is a pause. */
function createOpening(openStore: () => Promise<Store>, clock: Clock, watch: StorageWatch) {
  let store: Store | undefined;
  let asked: Promise<Store> | undefined;
  let failed: { readonly error: StoreError; readonly at: number } | undefined;
  let closed = false;
  const followers: ((store: Store) => void)[] = [];

  async function attempt(): Promise<Store> {
    try {
      store = await openStore();
    } catch (error) {
      if (isOutage(error)) failed = { error, at: clock.monotonic() };
      watch.failed('tables', 'read', error);
      throw error;
    }
    if (closed) store.close();
    watch.worked('tables', 'read');
    for (const follow of followers) follow(store);
    return store;
  }

  function now(): Promise<Store> {
    if (store) return Promise.resolve(store);
    asked ??= attempt().finally(() => {
      asked = undefined;
    });
    return asked;
  }

  return {
    now,
    use: async (): Promise<Store> => {
      if (!store && !asked && failed && clock.monotonic() - failed.at < TRY_AGAIN) throw failed.error;
      return store ?? now();
    },
    opened: () => store,
    whenOpen: (follow: (store: Store) => void) => followers.push(follow),
    close: () => {
      closed = true;
      store?.close();
    },
  };
}

/** The pause before try number `failures` + 1 of a start that the storage did not allow, ms. */
export function storageDelay(failures: number): number {
  return failures < STEPS ? restartDelay(failures) : 30 * SECOND;
}

/** Of the table for restarts. */
const STEPS = 8;
