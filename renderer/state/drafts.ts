import { parseWhen } from '../../core/domain/when.ts';
import type { CommandResult, WorkerApi } from '../../core/rpc/contract.ts';
import { type Composition, type Compositions, partsOf } from './composition.ts';
import { zoneOf } from './planned-time.ts';
import type { Posts } from './posts.ts';
import type { Session } from './session.ts';
import { localZone } from './when-words.ts';

export type Drafts = {
  /** Stores what was put aside; what cannot be stored now waits for the next time. */
  store(): Promise<void>;
};

type Deps = {
  readonly session: Session;
  readonly posts: Posts;
  readonly compositions: Compositions;
  readonly makeId: () => string;
};

/** Makes stored drafts of what was put aside. Until one is stored it is kept with what is being written. */
export function createDrafts({ session, posts, compositions, makeId }: Deps): Drafts {
  // One after the other: two at once could store a text twice under two ids.
  let last: Promise<void> = Promise.resolve();

  async function storeAll(): Promise<void> {
    for (const composition of compositions.written.get().aside) {
      const accounts = session.get().overview?.accounts ?? [];
      const known = accounts.find(({ name }) => name === composition.account) ?? accounts[0];
      const account = composition.account ?? known?.name ?? '';
      const draft = { ...composition, account, zone: zoneOf(composition, known) };
      let result = await session.command((worker) => saveDraft(worker, draft));
      // The draft that it was is gone or is no draft any more: then the text is one of its own.
      if (result.kind === 'refused' && composition.editing && isAboutPost(result.code)) {
        const own = { ...draft, id: makeId(), editing: null };
        result = await session.command((worker) => saveDraft(worker, own));
      }
      if (result.kind === 'refused') continue;
      posts.put(result.post);
      compositions.settleAside(composition.id);
    }
  }

  return {
    store: () => {
      last = last.then(storeAll);
      return last;
    },
  };
}

/** A composition as a stored draft, with its time if it says one. */
export function saveDraft(
  worker: WorkerApi,
  composition: Composition & { readonly account: string },
): Promise<CommandResult> {
  const { id, account, editing, when } = composition;
  const zone = composition.zone ?? localZone();
  const parts = partsOf(composition);
  const time = when.trim() === '' ? undefined : parseWhen(when, { now: Date.now(), zone });
  const dueAt = time?.kind === 'ok' ? time.at : null;
  if (!editing) return worker.add({ id, account, parts, dueAt, zone, draft: true });
  return worker.edit(id, {
    parts,
    account,
    zone,
    draft: true,
    expected: editing.parts,
    ...(dueAt !== null && { dueAt }),
  });
}

/** Not about the worker or the storage, which will be there again. */
const isAboutPost = (code: string): boolean =>
  ['unknown-post', 'wrong-status', 'on-its-way', 'changed', 'taken-down', 'part-is-out'].includes(code);
