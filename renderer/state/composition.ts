import { contentOf, type PartContent } from '../../core/domain/content.ts';
import type { Status } from '../../core/domain/status.ts';
import type { PostView } from '../../core/domain/view.ts';
import { createRequests } from './requests.ts';
import { createStore, type Store } from './store.ts';

export type PartDraft = PartContent & {
  /** Stays the same while parts move, so that focus and caret stay with the text. */
  readonly key: string;
};

/** The post that is being written. Its id is made once, so that saving twice cannot make two posts. */
export type Composition = {
  readonly id: string;
  readonly parts: readonly PartDraft[];
  readonly when: string;
  /** Null: the first account there is. */
  readonly account: string | null;
  /** Null: the zone of this computer. */
  readonly zone: string | null;
  /** Set while a stored post is changed; its id is `id`. */
  readonly editing: { readonly status: Status; readonly partsOut: number } | null;
  /** What was being written when a stored post was opened: it comes back when that one is done. */
  readonly before?: Composition;
};

export type Compositions = Store<Composition> & {
  setText(key: string, text: string): void;
  addPart(): void;
  removePart(key: string): void;
  movePart(key: string, by: -1 | 1): void;
  setWhen(when: string): void;
  setAccount(account: string): void;
  /** Starts with an empty post, or with suggested words. */
  startNew(suggestion?: { readonly text: string; readonly when: string }): void;
  edit(post: PostView, when: string): void;
  /** Puts the caret into the text, now or as soon as the composer is there. */
  requestFocus(): void;
  /** The composer is there. Returns the way out. */
  onFocusRequest(focus: () => void): () => void;
};

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;
type MakeId = () => string;

const KEY = 'perch.composition';
const SAVE_AFTER = 300;

export function emptyComposition(makeId: MakeId, account: string | null = null): Composition {
  return { id: makeId(), parts: [{ key: makeId(), text: '' }], when: '', account, zone: null, editing: null };
}

export function isBlank(composition: Composition): boolean {
  return composition.parts.every((part) => part.text === '') && composition.when === '';
}

/** The composition, kept over reloads. What cannot be read back is dropped, never half used. */
export function createCompositions(storage: Storage, makeId: MakeId): Compositions {
  const store = createStore(restore(storage) ?? emptyComposition(makeId));
  const change = (patch: Partial<Composition>) => store.set((current) => ({ ...current, ...patch }));
  const setParts = (next: (parts: readonly PartDraft[]) => readonly PartDraft[]) =>
    change({ parts: next(store.get().parts) });
  const focus = createRequests();
  keep(store, storage);
  return {
    ...store,
    setText: (key, text) =>
      setParts((parts) => parts.map((part) => (part.key === key ? { ...part, text } : part))),
    addPart: () => setParts((parts) => [...parts, { key: makeId(), text: '' }]),
    removePart: (key) =>
      setParts((parts) => (parts.length > 1 ? parts.filter((part) => part.key !== key) : parts)),
    movePart: (key, by) => setParts((parts) => moved(parts, key, by)),
    setWhen: (when) => change({ when }),
    setAccount: (account) => change({ account }),
    startNew: (suggestion) => {
      const { before, account } = store.get();
      const empty = emptyComposition(makeId, account);
      if (!suggestion) return store.set(before ?? empty);
      store.set({ ...empty, parts: [{ key: makeId(), text: suggestion.text }], when: suggestion.when });
    },
    edit: (post, when) => {
      const current = store.get();
      const before = current.editing ? current.before : current;
      const isWorthKeeping = before !== undefined && !isBlank(before);
      store.set({ ...compositionOf(post, when, makeId), ...(isWorthKeeping && { before }) });
    },
    requestFocus: focus.send,
    onFocusRequest: focus.listen,
  };
}

function compositionOf(post: PostView, when: string, makeId: MakeId): Composition {
  return {
    id: post.id,
    parts: post.parts.map((part) => ({ key: makeId(), ...contentOf(part) })),
    when,
    account: post.account,
    zone: post.zone,
    editing: {
      status: post.status,
      partsOut: post.parts.filter((part) => part.tweetId !== undefined).length,
    },
  };
}

function moved(parts: readonly PartDraft[], key: string, by: -1 | 1): readonly PartDraft[] {
  const from = parts.findIndex((part) => part.key === key);
  const part = parts[from];
  const to = from + by;
  if (!part || to < 0 || to >= parts.length) return parts;
  const rest = parts.filter((other) => other !== part);
  return [...rest.slice(0, to), part, ...rest.slice(to)];
}

function keep(store: Store<Composition>, storage: Storage): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    storage.setItem(KEY, JSON.stringify(store.get()));
  };
  store.subscribe(() => {
    timer ??= setTimeout(save, SAVE_AFTER);
  });
  globalThis.addEventListener?.('pagehide', save);
}

function restore(storage: Storage): Composition | undefined {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
    return isComposition(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isComposition(value: unknown): value is Composition {
  if (typeof value !== 'object' || value === null) return false;
  const { id, parts, when } = value as Partial<Record<keyof Composition, unknown>>;
  if (typeof id !== 'string' || typeof when !== 'string' || !Array.isArray(parts)) return false;
  return (
    parts.length > 0 && parts.every((part) => typeof part?.key === 'string' && typeof part.text === 'string')
  );
}
