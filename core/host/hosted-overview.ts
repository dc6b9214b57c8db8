import type { UploadProgress } from '../domain/upload.ts';
import type { Publisher } from '../ports/publisher.ts';
import { isOutage } from '../ports/store-error.ts';
import type { WorkerRecord } from '../ports/worker-directory.ts';
import type { Overview } from '../rpc/contract.ts';
import { type LiveFacts, overviewOf } from '../service/overview.ts';
import { createOverviewMemory, type OverviewMemory } from '../service/overview-memory.ts';
import { readStoredFacts } from '../service/stored-facts.ts';
import type { Home } from './home.ts';
import type { Surroundings } from './surroundings.ts';

/** How everything is, as the process knows that works for the home. */
export type HostedOverview = {
  /** As of now, as far as that is free: a shared storage is asked only now and then, and never waited for. */
  glance(): Promise<Overview>;
  /** Asked anew, for somebody who wants to know. */
  fresh(): Promise<Overview>;
  /** Somebody looks at it. */
  setWatched(isWatched: boolean): void;
  /** Calls back when there is something new that nobody asked for: in the overview, or a storage that went or came. */
  onNews(listener: (what: 'facts' | 'storage') => void): () => void;
  close(): void;
};

/** What is known of the worker of this process. */
type Own = {
  record(): WorkerRecord;
  uploads(): readonly UploadProgress[];
  readonly publisher: Pick<Publisher, 'signIn'>;
  readonly surroundings: Pick<Surroundings, 'offlineSince' | 'events'>;
};

export function createHostedOverview(home: Home, worker: Own): HostedOverview {
  const { surroundings } = worker;
  const live = (): LiveFacts => ({
    ...home.live(worker.record()),
    uploads: worker.uploads(),
    signIn: worker.publisher.signIn,
    offlineSince: surroundings.offlineSince(),
    machine: surroundings.events(),
  });
  const read = async (): Promise<Overview> =>
    overviewOf(await readStoredFacts(home.store, home.clock), live());
  if (home.storage.kind === 'local') {
    return {
      glance: read,
      fresh: read,
      setWatched: () => undefined,
      onNews: () => () => undefined,
      close: () => undefined,
    };
  }
  const { watch, onOwnWrite } = home.storage.shared;
  const listeners = new Set<(what: 'facts' | 'storage') => void>();
  const tell = (what: 'facts' | 'storage'): void => {
    for (const listener of [...listeners]) listener(what);
  };
  let isWatched = false;
  const memory = createRemembering(home, {
    isAway: () => watch.trouble() !== undefined,
    isWatched: () => isWatched,
    tell: () => tell('facts'),
  });
  const unlisten = [
    home.store.posts.onChange(memory.changed),
    onOwnWrite(memory.changed),
    watch.onChange(() => {
      memory.changed();
      home.sync.wake();
      tell('storage');
    }),
  ];
  return {
    glance: async () => overviewOf(memory.glance(), live()),
    fresh: async () => {
      const facts = watch.trouble() ? memory.glance() : await memory.refresh();
      return overviewOf(facts, live());
    },
    setWatched: (watched) => {
      isWatched = watched;
    },
    onNews: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      for (const leave of unlisten) leave();
    },
  };
}

type Watching = {
  readonly isAway: () => boolean;
  readonly isWatched: () => boolean;
  readonly tell: () => void;
};

function createRemembering(home: Home, { isAway, isWatched, tell }: Watching): OverviewMemory {
  const { store, clock, log, accounts } = home;
  return createOverviewMemory({
    clock,
    isWatched,
    isAway,
    read: async () => {
      const facts = await readStoredFacts(store, clock);
      accounts.note(facts.accounts);
      return facts;
    },
    onFresh: tell,
    onError: (error) => {
      if (!isOutage(error)) log.error('the state of the storage could not be read', { error: String(error) });
    },
  });
}
