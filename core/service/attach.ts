import type { Media } from '../domain/media.ts';
import { HEAD_BYTES } from '../domain/media-bytes.ts';
import { inspectFile } from '../domain/media-file.ts';
import { type ContentSource, type ContentStore, ContentTooLargeError } from '../ports/content-store.ts';
import { type Refused, refuse } from './save-result.ts';

export type Attached = { readonly kind: 'ok'; readonly media: Media } | Refused;

/**
 * Copies a file in, as it is, and says what it is by its bytes. Nothing is stored of what X would not take. Doing
 * it again gives the same. `name` is that of the file, without a path.
 * @throws StoreError
 */
export async function attachMedia(
  content: Pick<ContentStore, 'put'>,
  source: ContentSource,
  name: string,
): Promise<Attached> {
  const { head, size } = await survey(source);
  const inspected = inspectFile(head, size, name);
  if (inspected.kind === 'refused') return refuse('invalid', inspected.message);
  try {
    const stored = await content.put(source);
    return { kind: 'ok', media: { ...inspected.found, ...stored, alt: '', name } };
  } catch (error) {
    if (error instanceof ContentTooLargeError) return refuse('invalid', error.message);
    throw error;
  }
}

/** The first bytes, and how many there are. */
async function survey(source: ContentSource): Promise<{ readonly head: Uint8Array; readonly size: number }> {
  const head = new Uint8Array(HEAD_BYTES);
  let size = 0;
  for await (const chunk of source()) {
    if (size < HEAD_BYTES) head.set(chunk.subarray(0, HEAD_BYTES - size), size);
    size += chunk.byteLength;
  }
  return { head: head.subarray(0, Math.min(size, HEAD_BYTES)), size };
}
