import type { PartContent, Poll } from '../../core/domain/content.ts';
import type { Media } from '../../core/domain/media.ts';
import type { ShellApi } from '../../core/rpc/shell-contract.ts';
import type { Composition, Compositions, Written } from './composition.ts';
import { createStore, type Store } from './store.ts';

/** Whether what is written is on the disk, and if it cannot be, why. */
export type Kept =
  | { readonly state: 'kept' }
  | { readonly state: 'keeping' }
  | { readonly state: 'failed'; readonly message: string };

/**
 * Hands over what is written at every change, at once: nothing of it is in this process alone for longer than it
 * takes to say. Main brings it to the disk as fast as that goes.
 */
export function keepWriting(
  compositions: Compositions,
  keep: (text: string) => Promise<void>,
): Pick<Store<Kept>, 'get' | 'subscribe'> {
  const kept = createStore<Kept>({ state: 'kept' });
  let last = 0;
  const hand = async (): Promise<void> => {
    last += 1;
    const own = last;
    kept.set((current) => (current.state === 'kept' ? { state: 'keeping' } : current));
    try {
      await keep(JSON.stringify(compositions.written.get()));
      if (own === last) kept.set({ state: 'kept' });
    } catch (error) {
      if (own === last) kept.set({ state: 'failed', message: messageOf(error) });
    }
  };
  compositions.written.subscribe(() => void hand());
  return kept;
}

/** What an earlier life of this window was writing. What cannot be read back is left alone, never half used. */
export async function readWriting(shell: Pick<ShellApi, 'readWriting'>): Promise<Written | undefined> {
  const text = await shell.readWriting().catch(() => null);
  try {
    const written: unknown = JSON.parse(text ?? 'null');
    return isWritten(written) ? written : undefined;
  } catch {
    return undefined;
  }
}

type Fields<T> = Partial<Record<keyof T, unknown>>;

function isWritten(value: unknown): value is Written {
  if (typeof value !== 'object' || value === null) return false;
  const { composition, aside } = value as Fields<Written>;
  return isComposition(composition) && Array.isArray(aside) && aside.every(isComposition);
}

function isComposition(value: unknown): value is Composition {
  if (typeof value !== 'object' || value === null) return false;
  const { id, parts, when, editing, before } = value as Fields<Composition>;
  if (typeof id !== 'string' || typeof when !== 'string' || !Array.isArray(parts)) return false;
  const isWhole = parts.every((part) => typeof part?.key === 'string' && isContent(part));
  return parts.length > 0 && isWhole && isEditing(editing) && (before === undefined || isComposition(before));
}

function isEditing(value: unknown): boolean {
  if (value === null) return true;
  const { parts, partsOut } = (value ?? {}) as Fields<NonNullable<Composition['editing']>>;
  return Array.isArray(parts) && parts.every(isContent) && typeof partsOut === 'number';
}

/** Text, and what else a part may hold, as far as it would be shown. */
function isContent(value: unknown): boolean {
  const { text, media, poll } = (value ?? {}) as Fields<PartContent>;
  const options = poll === undefined ? [] : (poll as Fields<Poll>).options;
  return (
    typeof text === 'string' &&
    (media === undefined || (Array.isArray(media) && media.every(isMedia))) &&
    Array.isArray(options)
  );
}

function isMedia(value: unknown): boolean {
  const { hash, type, alt, name } = (value ?? {}) as Fields<Media>;
  return [hash, type, alt, name].every((field) => typeof field === 'string');
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
