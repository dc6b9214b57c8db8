import type { Upload } from '../../core/domain/upload.ts';
import type { ContentStore } from '../../core/ports/content-store.ts';
import type { UploadMemory } from '../../core/ports/upload-memory.ts';

/** Keeps nothing over a restart, unless the map is kept. */
export const createMemoryUploads = (uploads = new Map<string, Upload>()): UploadMemory => ({
  read: async (key) => uploads.get(key),
  keep: async (key, upload) => void uploads.set(key, upload),
  forget: async (keys) => {
    for (const key of keys) uploads.delete(key);
  },
});

/** Has every file there is, all of them alike. */
export const createEndlessContent = (size: number): Pick<ContentStore, 'read'> => ({
  read: async () =>
    (async function* () {
      yield new Uint8Array(size);
    })(),
});
