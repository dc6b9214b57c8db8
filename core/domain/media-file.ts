import { tooLarge } from './media.ts';
import { type Recognised, recogniseMedia } from './media-bytes.ts';

const TAKEN = 'X shows JPEG, PNG, WebP, GIF, MP4 and MOV';

export type Inspected =
  | { readonly kind: 'ok'; readonly found: Recognised }
  | { readonly kind: 'refused'; readonly message: string };

/** What a file is by its first bytes (`HEAD_BYTES` are enough), or why it cannot be attached. `size`: of all of it. */
export function inspectFile(head: Uint8Array, size: number, name: string): Inspected {
  const shown = name.length <= 60 ? name : `${name.slice(0, 59)}…`;
  if (size === 0) return refuse(`The file "${shown}" is empty: choose another one.`);
  const found = recogniseMedia(head);
  if (!found)
    return refuse(`The file "${shown}" is none that X takes (${TAKEN}): convert it to one of these.`);
  const problem = tooLarge({ ...found, size, name });
  return problem ? refuse(problem.message) : { kind: 'ok', found };
}

const refuse = (message: string): Inspected => ({ kind: 'refused', message });
