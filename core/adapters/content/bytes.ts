import { createHash } from 'node:crypto';
import { type ContentInfo, ContentTooLargeError, MAX_CONTENT } from '../../ports/content-store.ts';
import { StoreError } from '../../ports/store-error.ts';

/** What is no hash names nothing, and never becomes a part of a path. */
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Counts and hashes what passes. */
export type Meter = { add(chunk: Uint8Array): void; info(): ContentInfo };

export function createMeter(): Meter {
  const sha = createHash('sha256');
  let size = 0;
  return {
    add: (chunk) => {
      size += chunk.byteLength;
      if (size > MAX_CONTENT) throw new ContentTooLargeError();
      sha.update(chunk);
    },
    info: () => ({ hash: sha.digest('hex'), size }),
  };
}

/** Passes the chunks on and keeps the last one back until all of them are known to be those of the hash. */
export async function* verified(chunks: AsyncIterable<Uint8Array>, hash: string): AsyncGenerator<Uint8Array> {
  const sha = createHash('sha256');
  let last: Uint8Array | undefined;
  for await (const chunk of chunks) {
    sha.update(chunk);
    if (last) yield last;
    last = chunk;
  }
  if (sha.digest('hex') !== hash) {
    const what = `The stored file ${hash.slice(0, 12)}… is damaged, so it is not used: attach it again.`;
    throw new StoreError('corrupt', what);
  }
  if (last) yield last;
}
