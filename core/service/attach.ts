import type { Media } from '../domain/media.ts';
import { tooLarge } from '../domain/media.ts';
import { HEAD_BYTES, recogniseMedia } from '../domain/media-bytes.ts';
import { type ContentSource, type ContentStore, ContentTooLargeError } from '../ports/content-store.ts';
import { type Refused, refuse } from './save-result.ts';

export type Attached = { readonly kind: 'ok'; readonly media: Media } | Refused;

const TAKEN = 'X shows JPEG, PNG, WebP, GIF, MP4 and MOV';

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
  const shown = name.length <= 60 ? name : `${name.slice(0, 59)}…`;
  if (size === 0) return refuse('invalid', `The file "${shown}" is empty: choose another one.`);
  const found = recogniseMedia(head);
  if (!found)
    return refuse(
      'invalid',
      `The file "${shown}" is none that X takes (${TAKEN}): convert it to one of these.`,
    );
  const problem = tooLarge({ ...found, size, name });
  if (problem) return refuse('invalid', problem.message);
  try {
    const stored = await content.put(source);
    return { kind: 'ok', media: { ...found, ...stored, alt: '', name } };
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
