import { parseConnection } from '../adapters/azure/connection.ts';
import { createFolderContent } from '../adapters/content/folder.ts';
import type { Agents } from '../adapters/network/agent.ts';
import { type LocalStore, openLocalStore } from '../adapters/sqlite/open.ts';
import { LOCAL_VIEW, type StorageView } from '../domain/storage.ts';
import type { Clock } from '../ports/clock.ts';
import type { Message, PublishHint } from '../ports/job-queue.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../ports/store.ts';
import { StoreError } from '../ports/store-error.ts';
import { mediaFolder } from './media-folder.ts';
import { createSharedStore, type SharedStore } from './shared-store.ts';
import { LOCAL_STORAGE } from './storage-choice.ts';

/** Where the posts of a home are. Only a local store has one worker at a time. */
export type Storage =
  | { readonly kind: 'local'; readonly store: LocalStore & Store }
  /** It may be out of reach, now or later: then its calls throw and `shared` says since when. */
  | {
      readonly kind: 'azure';
      readonly store: Store;
      readonly shared: SharedStore;
      /** Tells storages apart without a secret. */
      readonly place: string;
      readonly account: string;
    };

export type StorageOptions = {
  readonly path: string;
  /** `local`, or how to reach an Azure Storage account (PERCH_STORAGE). */
  readonly storage: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** What a shared storage is reached through. */
  readonly agents: Agents;
};

/** A bug of ours, which would otherwise show only as lateness: the message comes back, so nothing is lost. */
const warnOfAbandoned =
  (log: Log) =>
  ({ id, dequeueCount }: Message<PublishHint>): void =>
    log.warn('a message was received and neither completed nor given back', { message: id, dequeueCount });

/** Makes no request: a shared storage is opened by whoever needs it first. @throws StoreError */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { path, storage, clock, random, log, agents } = options;
  const onAbandoned = warnOfAbandoned(log);
  if (storage === LOCAL_STORAGE) {
    const content = createFolderContent(mediaFolder(path));
    return {
      kind: 'local',
      store: { ...openLocalStore({ home: path, clock, random, onAbandoned }), content },
    };
  }
  const parsed = parseConnection(storage);
  if (parsed.kind === 'problem') throw new StoreError('refused', parsed.problem);
  const { account, endpoints } = parsed.connection;
  const shared = createSharedStore(async () => {
    // The SDKs take a twentieth of a second to load, and most people never need them.
    const { openAzureStore } = await import('../adapters/azure/open.ts');
    return openAzureStore({ connection: storage, clock, random, onAbandoned, agents });
  }, clock);
  return { kind: 'azure', store: shared.store, shared, place: endpoints.table, account };
}

export function viewStorage(storage: Storage): StorageView {
  if (storage.kind === 'local') return LOCAL_VIEW;
  const trouble = storage.shared.watch.trouble();
  return { kind: 'azure', account: storage.account, ...(trouble && { trouble }) };
}
