import { SEGMENT } from '../domain/upload.ts';
import type { ContentStore } from '../ports/content-store.ts';

/** Reads stored files by segments; going on where it stopped costs nothing. */
export type Segments = {
  /** Undefined: the file is not there, or not that long. @throws StoreError `corrupt` and outages */
  read(hash: string, segment: number): Promise<Uint8Array | undefined>;
};

type Opened = {
  readonly hash: string;
  at: number;
  rest: Uint8Array;
  readonly chunks: AsyncIterator<Uint8Array>;
};

export function createSegments(content: Pick<ContentStore, 'read'>): Segments {
  let opened: Opened | undefined;

  async function close(): Promise<void> {
    const last = opened;
    opened = undefined;
    // It may have ended with an error that was told of already.
    await last?.chunks.return?.().catch(() => undefined);
  }

  async function open(hash: string): Promise<Opened | undefined> {
    await close();
    const chunks = await content.read(hash);
    if (chunks) opened = { hash, at: 0, rest: new Uint8Array(), chunks: chunks[Symbol.asyncIterator]() };
    return opened;
  }

  return {
    read: async (hash, segment) => {
      try {
        const isNext = opened?.hash === hash && opened.at <= segment;
        const file = isNext ? opened : await open(hash);
        if (!file) return undefined;
        let bytes = await take(file);
        while (bytes && file.at <= segment) bytes = await take(file);
        if (!bytes || bytes.byteLength < SEGMENT) await close();
        return bytes;
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}

/** The next segment; the last one may be shorter. */
async function take(file: Opened): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(SEGMENT);
  let size = 0;
  while (size < SEGMENT) {
    if (file.rest.byteLength === 0) {
      const { value, done } = await file.chunks.next();
      if (done === true) break;
      file.rest = value;
    }
    const some = file.rest.subarray(0, SEGMENT - size);
    bytes.set(some, size);
    size += some.byteLength;
    file.rest = file.rest.subarray(some.byteLength);
  }
  if (size === 0) return undefined;
  file.at += 1;
  return bytes.subarray(0, size);
}
