import { join } from 'node:path';
import { createFolderContent } from '../adapters/content/folder.ts';
import { type LocalStore, openLocalStore } from '../adapters/sqlite/open.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../ports/store.ts';

/** Where the posts of a home are. Only a local store has one worker at a time. */
export type Storage =
  | { readonly kind: 'local'; readonly store: LocalStore & Store }
  | { readonly kind: 'azure'; readonly store: Store };

export type StorageOptions = {
  readonly path: string;
  /** `local`, or how to reach an Azure Storage account (PERCH_STORAGE). */
  readonly storage: string;
  readonly clock: Clock;
  readonly random: Random;
};

export const LOCAL_STORAGE = 'local';

/** @throws StoreError */
export async function openStorage({ path, storage, clock, random }: StorageOptions): Promise<Storage> {
  if (storage === LOCAL_STORAGE) {
    const content = createFolderContent(join(path, 'media'));
    return { kind: 'local', store: { ...openLocalStore({ home: path, clock, random }), content } };
  }
  // The SDKs take a twentieth of a second to load, and most people never need them.
  const { openAzureStore } = await import('../adapters/azure/open.ts');
  return { kind: 'azure', store: await openAzureStore({ connection: storage, clock, random }) };
}
