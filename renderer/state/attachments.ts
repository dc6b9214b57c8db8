import { HEAD_BYTES } from '../../core/domain/media-bytes.ts';
import { inspectFile } from '../../core/domain/media-file.ts';
import { ATTACH_CHUNK, type AttachApi, type AttachResult } from '../../core/rpc/attach.ts';
import { plainWords, strings } from '../strings.ts';
import type { Composition, Compositions } from './composition.ts';
import { clashOf, withMedia } from './part-content.ts';
import { createStore, type Store } from './store.ts';
import type { Toasts } from './toasts.ts';

/** A file that is being copied in for a part. */
export type Attachment = {
  readonly id: string;
  /** Key of the part. */
  readonly part: string;
  readonly name: string;
  /** How much is copied, 0 to 1. */
  readonly share: number;
};

type State = {
  readonly attachments: readonly Attachment[];
  /** What could not be attached and why, by the key of its part, until a person has read it or tries again. */
  readonly refused: Readonly<Record<string, readonly string[]>>;
};

/** Files on their way into the parts that are being written; what has arrived is part of the composition. */
export type Attachments = Pick<Store<State>, 'get' | 'subscribe'> & {
  /** Copies files in for a part, one after the other. Resolves when each is in, refused or cancelled. */
  attach(part: string, files: readonly File[]): Promise<void>;
  cancel(id: string): void;
  /** The person has read what was refused. */
  forget(part: string): void;
  /** Some file for it is not there yet. */
  isBusy(composition: Composition): boolean;
};

type Deps = {
  readonly compositions: Pick<Compositions, 'get' | 'changePart'>;
  readonly worker: () => AttachApi;
  readonly toasts: Pick<Toasts, 'show'>;
  readonly makeId: () => string;
};

const words = strings.content;

export function createAttachments({ compositions, worker, toasts, makeId }: Deps): Attachments {
  const store = createStore<State>({ attachments: [], refused: {} });
  // One after the other: in the order in which they were chosen, and never all of them in memory.
  let last: Promise<void> = Promise.resolve();
  const isWanted = (id: string) => store.get().attachments.some((one) => one.id === id);
  const drop = (id: string) =>
    store.set((s) => ({ ...s, attachments: s.attachments.filter((one) => one.id !== id) }));
  const refuse = (part: string, message: string) =>
    store.set((s) => ({
      ...s,
      refused: { ...s.refused, [part]: [...(s.refused[part] ?? []), plainWords(message)] },
    }));
  const forget = (part: string) =>
    store.set((s) => {
      const { [part]: _, ...refused } = s.refused;
      return { ...s, refused };
    });

  async function copy({ id, part, name }: Attachment, file: File): Promise<void> {
    if (!isWanted(id)) return;
    const onShare = (share: number) => {
      store.set((s) => ({
        ...s,
        attachments: s.attachments.map((one) => (one.id === id ? { ...one, share } : one)),
      }));
      return isWanted(id);
    };
    const result = await handOver(worker, file, onShare).catch(() => failed(name));
    const isStill = isWanted(id);
    drop(id);
    if (!isStill || !result) return;
    if (result.kind === 'refused') return refuse(part, result.message);
    if (!compositions.changePart(part, withMedia(result.media)))
      toasts.show({ tone: 'danger', message: words.partGone(name) });
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    attach: (part, files) => {
      forget(part);
      const target = compositions.get().parts.find(({ key }) => key === part);
      const clash = target && clashOf(target, 'media');
      if (clash !== undefined) {
        refuse(part, clash);
        return last;
      }
      const coming = files.map((file) => ({ id: makeId(), part, name: file.name, share: 0 }));
      store.set((s) => ({ ...s, attachments: [...s.attachments, ...coming] }));
      coming.forEach((one, i) => {
        last = last.then(() => copy(one, files[i] as File));
      });
      return last;
    },
    cancel: drop,
    forget,
    isBusy: ({ parts }) => store.get().attachments.some(({ part }) => parts.some(({ key }) => key === part)),
  };
}

const failed = (name: string): AttachResult => ({ kind: 'refused', message: words.notCopied(name) });

/**
 * Hands the bytes over as they are, piece by piece. What X would not take is refused before anything is copied.
 * Undefined: `onShare` said that it is not wanted any more.
 */
async function handOver(
  worker: () => AttachApi,
  file: File,
  onShare: (share: number) => boolean,
): Promise<AttachResult | undefined> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const inspected = inspectFile(head, file.size, file.name);
  if (inspected.kind === 'refused') return inspected;
  const api = worker();
  const id = await api.attachBegin(file.name);
  try {
    for (let at = 0; at < file.size; at += ATTACH_CHUNK) {
      if (!onShare(at / file.size)) {
        await api.attachCancel(id);
        return undefined;
      }
      const bytes = new Uint8Array(await file.slice(at, at + ATTACH_CHUNK).arrayBuffer());
      const taken = await api.attachChunk(id, bytes);
      if (taken.kind === 'refused') return taken;
    }
    return await api.attachEnd(id);
  } catch (error) {
    // What is left of it is of no use; a worker that is gone has dropped it itself.
    await api.attachCancel(id).catch(() => undefined);
    throw error;
  }
}
