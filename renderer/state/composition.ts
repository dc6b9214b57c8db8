import { contentOf, isSameParts, isTextOnly, type PartContent } from '../../core/domain/content.ts';
import type { Status } from '../../core/domain/status.ts';
import type { PostView } from '../../core/domain/view.ts';
import { type Audience, isSameAudience } from './audience.ts';
import type { RepeatDraft } from './planned-time.ts';
import { createRequests } from './requests.ts';
import { createStore, type Store } from './store.ts';

export type PartDraft = PartContent & {
  /** Stays the same while parts move, so that focus and caret stay with the text. */
  readonly key: string;
};

/** A stored post that is being changed, as it was when it was opened. */
export type Editing = {
  readonly status: Status;
  readonly partsOut: number;
  readonly parts: readonly PartContent[];
  readonly when: string;
  readonly audience?: Audience;
};

/** The post that is being written. Its id is made once, so that saving twice cannot make two posts. */
export type Composition = {
  readonly id: string;
  readonly parts: readonly PartDraft[];
  readonly when: string;
  /** Null: the first account there is. */
  readonly account: string | null;
  /** Null: the zone of the account, else that of this computer. */
  readonly zone: string | null;
  /** Null: the series that it is in ends with it; absent: it repeats as it does, or not at all. */
  readonly repeat?: RepeatDraft | null;
  readonly audience?: Audience;
  /** Another zone was chosen while the time was this: what should stay is asked. */
  readonly moved?: { readonly from: string; readonly at: number; readonly when: string };
  /** Set while a stored post is changed; its id is `id`. */
  readonly editing: Editing | null;
  /** What was being written when another post was opened: it comes back when that one is done. */
  readonly before?: Composition;
};

/** What is written here and nowhere else yet. */
export type Written = {
  readonly composition: Composition;
  /** Put aside, on their way to be stored as drafts. */
  readonly aside: readonly Composition[];
};

export type Compositions = Store<Composition> & {
  /** All that has to be kept, for whoever keeps it. */
  readonly written: Store<Written>;
  /** Takes up what was kept by an earlier life of this window. */
  restore(written: Written): void;
  setText(key: string, text: string): void;
  /** Changes one part, wherever it is by now; false: it is not in the post that is being written any more. */
  changePart(key: string, change: (content: PartContent) => PartContent): boolean;
  setAudience(audience: Audience): void;
  /** Puts these texts in the place of one part; returns the key of the last of them. */
  replacePart(key: string, texts: readonly string[]): string;
  addPart(): void;
  removePart(key: string): void;
  /** Appends a part to the one before it; returns where the two meet, if there is one. */
  joinPart(key: string): { readonly key: string; readonly at: number } | undefined;
  movePart(key: string, by: -1 | 1): void;
  setWhen(when: string): void;
  setAccount(account: string): void;
  /** Starts with an empty post, or with suggested words. */
  startNew(suggestion?: { readonly text: string; readonly when: string }): void;
  /** Starts an empty post; what was written waits in `aside`, or behind the new post if it has no draft to be. */
  putAside(): Composition;
  /** Puts aside each of these texts as a post of its own, instead of what is written; returns their ids. */
  putAsideMany(texts: readonly string[]): readonly string[];
  /** It is stored now. */
  settleAside(id: string): void;
  edit(post: PostView, when: string): void;
  /** Opens what was written before as it was; what is written now comes back after it. */
  reopen(composition: Composition): void;
  /** The stored post is as it is now, whatever was opened; with `take` its parts replace what is written. */
  rebase(parts: readonly PartContent[], take: boolean): void;
  /** Puts the caret into the text, now or as soon as the composer is there. */
  requestFocus(): void;
  /** The composer is there. Returns the way out. */
  onFocusRequest(focus: () => void): () => void;
};

type MakeId = () => string;

function emptyComposition(makeId: MakeId, account: string | null = null): Composition {
  return { id: makeId(), parts: [{ key: makeId(), text: '' }], when: '', account, zone: null, editing: null };
}

export function isBlank({ parts, when, repeat, audience }: Composition): boolean {
  const isEmpty = parts.every((part) => part.text === '' && isTextOnly(part));
  return isEmpty && when === '' && !repeat && isSameAudience(audience, {});
}

export const partsOf = ({ parts }: Composition): readonly PartContent[] => parts.map(contentOf);

/** Whether there is something in it that is stored nowhere else. */
export function isChanged(composition: Composition): boolean {
  const { editing, when, repeat } = composition;
  if (!editing) return !isBlank(composition);
  if (when !== editing.when || repeat !== undefined) return true;
  return (
    !isSameParts(composition.parts, editing.parts) || !isSameAudience(composition.audience, editing.audience)
  );
}

/** A draft can hold it: it is new, or a draft already. */
export const isDraftable = ({ editing }: Composition): boolean => !editing || editing.status === 'draft';

/** What is being written in this window. */
export function createCompositions(makeId: MakeId): Compositions {
  const written = createStore<Written>({ composition: emptyComposition(makeId), aside: [] });
  const get = () => written.get().composition;
  const set: Compositions['set'] = (next) =>
    written.set((all) => {
      const composition = typeof next === 'function' ? next(all.composition) : next;
      return composition === all.composition ? all : { ...all, composition };
    });
  const focus = createRequests();
  return {
    get,
    set,
    subscribe: written.subscribe,
    written,
    restore: written.set,
    ...partCommands(get, set, makeId),
    ...postCommands(written, set, makeId),
    requestFocus: focus.send,
    onFocusRequest: focus.listen,
  };
}

type PartCommand =
  | 'setText'
  | 'changePart'
  | 'replacePart'
  | 'addPart'
  | 'removePart'
  | 'joinPart'
  | 'movePart';

/** What changes the texts. */
function partCommands(
  get: () => Composition,
  set: Compositions['set'],
  makeId: MakeId,
): Pick<Compositions, PartCommand> {
  const setParts = (next: (parts: readonly PartDraft[]) => readonly PartDraft[]) =>
    set((current) => ({ ...current, parts: next(current.parts) }));
  return {
    setText: (key, text) =>
      setParts((parts) => parts.map((part) => (part.key === key ? { ...part, text } : part))),
    changePart: (key, change) => {
      const isThere = get().parts.some((part) => part.key === key);
      const changed = (part: PartDraft) =>
        part.key === key ? { key, ...contentOf(change(contentOf(part))) } : part;
      setParts((parts) => parts.map(changed));
      return isThere;
    },
    replacePart: (key, texts) => {
      const [first = '', ...others] = texts;
      const added = others.map((text) => ({ key: makeId(), text }));
      setParts((parts) =>
        parts.flatMap((part) => (part.key === key ? [{ ...part, text: first }, ...added] : [part])),
      );
      return added.at(-1)?.key ?? key;
    },
    addPart: () => setParts((parts) => [...parts, { key: makeId(), text: '' }]),
    removePart: (key) =>
      setParts((parts) => (parts.length > 1 ? parts.filter((part) => part.key !== key) : parts)),
    joinPart: (key) => {
      const { parts, editing } = get();
      const at = parts.findIndex((part) => part.key === key);
      const [before, part] = [parts[at - 1], parts[at]];
      if (!before || !part || at <= (editing?.partsOut ?? 0)) return undefined;
      // Text can be joined; two sets of pictures, or a picture and a poll, may be more than X takes.
      if (!isTextOnly(before) && !isTextOnly(part)) return undefined;
      const seam = before.text === '' || part.text === '' ? '' : '\n\n';
      const text = before.text + seam + part.text;
      setParts(() => [...parts.slice(0, at - 1), { ...part, ...before, text }, ...parts.slice(at + 1)]);
      return { key: before.key, at: before.text.length + seam.length };
    },
    movePart: (key, by) => setParts((parts) => moved(parts, key, by)),
  };
}

/** What begins, ends and changes posts. */
function postCommands(
  written: Store<Written>,
  set: Compositions['set'],
  makeId: MakeId,
): Omit<
  Compositions,
  PartCommand | keyof Store<never> | 'written' | 'restore' | 'requestFocus' | 'onFocusRequest'
> {
  const get = () => written.get().composition;
  /** What is worth it waits behind a post that is opened. */
  const behind = (): Pick<Composition, 'before'> => {
    const current = get();
    const before = isChanged(current) ? current : current.before;
    return before ? { before } : {};
  };
  return {
    setWhen: (when) => set((current) => ({ ...current, when })),
    setAudience: (audience) => set((current) => ({ ...current, audience })),
    setAccount: (account) => set((current) => ({ ...current, account })),
    startNew: (suggestion) => {
      const { before, account } = get();
      const empty = emptyComposition(makeId, account);
      if (!suggestion) return set(before ?? empty);
      set({ ...empty, parts: [{ key: makeId(), text: suggestion.text }], when: suggestion.when });
    },
    putAside: () => {
      const { before, ...current } = get();
      const fresh = emptyComposition(makeId, current.account);
      if (!isDraftable(current)) set({ ...fresh, ...behind() });
      else {
        const composition = before ? { ...fresh, before } : fresh;
        written.set(({ aside }) => ({ composition, aside: [...aside, current] }));
      }
      return current;
    },
    putAsideMany: (texts) => {
      const { before, account } = get();
      const fresh = () => emptyComposition(makeId, account);
      const many = texts.map((text) => ({ ...fresh(), parts: [{ key: makeId(), text }] }));
      written.set(({ aside }) => ({ composition: before ?? fresh(), aside: [...aside, ...many] }));
      return many.map(({ id }) => id);
    },
    settleAside: (id) =>
      written.set((all) => ({ ...all, aside: all.aside.filter((each) => each.id !== id) })),
    edit: (post, when) => set({ ...compositionOf(post, when, makeId), ...behind() }),
    reopen: (composition) => {
      const waiting = behind();
      written.set(({ aside }) => ({
        composition: { ...composition, ...waiting },
        aside: aside.filter(({ id }) => id !== composition.id),
      }));
    },
    rebase: (parts, take) =>
      set((current) => ({
        ...current,
        ...(current.editing && { editing: { ...current.editing, parts } }),
        ...(take && { parts: parts.map((part) => ({ key: makeId(), ...part })) }),
      })),
  };
}

function compositionOf(post: PostView, when: string, makeId: MakeId): Composition {
  const parts = post.parts.map(contentOf);
  const { replyTo, replySettings } = post;
  const audience = { ...(replyTo !== undefined && { replyTo }), ...(replySettings && { replySettings }) };
  return {
    id: post.id,
    parts: parts.map((part) => ({ key: makeId(), ...part })),
    when,
    account: post.account,
    zone: post.zone,
    audience,
    editing: {
      audience,
      status: post.status,
      partsOut: post.parts.filter((part) => part.tweetId !== undefined).length,
      parts,
      when,
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
