import { join } from 'node:path';
import { createFolderContent } from '../adapters/content/folder.ts';
import { createStaging } from '../adapters/content/staging.ts';
import { type ContentStore, ContentTooLargeError } from '../ports/content-store.ts';
import { isOutage } from '../ports/store-error.ts';
import type { AttachApi, AttachResult } from '../rpc/attach.ts';
import { attachMedia } from '../service/attach.ts';
import type { Home } from './home.ts';
import { mediaFolder } from './media-folder.ts';

const GONE = 'The file was not received as a whole: attach it again.';

/** Takes files from the window, piece by piece, and sees to it that it can show them. */
export function createAttachApi({
  path,
  storage,
  store,
}: Pick<Home, 'path' | 'storage' | 'store'>): AttachApi {
  const staging = createStaging(join(path, 'attaching'));
  const copies = storage.kind === 'local' ? undefined : createFolderContent(mediaFolder(path));
  const names = new Map<string, string>();
  return {
    attachBegin: async (name) => {
      const id = staging.begin();
      names.set(id, name);
      return id;
    },
    attachChunk: (id, bytes) =>
      inWords(async () =>
        (await staging.append(id, bytes)) ? { kind: 'ok' } : { kind: 'refused', message: GONE },
      ),
    attachEnd: (id) =>
      inWords(async (): Promise<AttachResult> => {
        const source = staging.source(id);
        if (!source) return { kind: 'refused', message: GONE };
        try {
          const attached = await attachMedia(store.content, source, names.get(id) ?? '');
          if (attached.kind === 'ok') await copies?.put(source);
          return attached.kind === 'ok' ? attached : { kind: 'refused', message: attached.message };
        } finally {
          await staging.drop(id);
          names.delete(id);
        }
      }),
    attachCancel: async (id) => {
      names.delete(id);
      await staging.drop(id);
    },
    showMedia: async (hash) => (copies ? bring(store.content, copies, hash) : store.content.has(hash)),
  };
}

/** A copy of what a shared store has; false: it has none, or is away. */
async function bring(from: ContentStore, to: ContentStore, hash: string): Promise<boolean> {
  try {
    if (await to.has(hash)) return true;
    const chunks = await from.read(hash);
    if (!chunks) return false;
    await to.put(() => chunks);
    return true;
  } catch (error) {
    if (isOutage(error)) return false;
    throw error;
  }
}

type Refused = { readonly kind: 'refused'; readonly message: string };

/** What goes wrong with a file is for the person who chose it. */
async function inWords<T>(work: () => Promise<T | Refused>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ContentTooLargeError || isOutage(error))
      return { kind: 'refused', message: error.message };
    throw error;
  }
}
