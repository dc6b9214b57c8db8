import type { CommandResult, WorkerApi } from '../../core/rpc/contract.ts';
import { changedAudience } from './audience.ts';
import { type Composition, type Compositions, partsOf } from './composition.ts';
import { timeNow } from './now.ts';
import { type PlanningFacts, planTime, zoneOf } from './planned-time.ts';
import type { Posts } from './posts.ts';
import type { Session } from './session.ts';

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
      const account = accounts.find(({ name }) => name === composition.account) ?? accounts[0];
      const { open } = posts.get();
      const save = (draft: Composition) =>
        session.command((worker) => saveDraft(worker, { composition: draft, account, open }));
      let result = await save(composition);
      // The draft that it was is gone or is no draft any more: then the text is one of its own.
      if (result.kind === 'refused' && composition.editing && isAboutPost(result.code))
        result = await save({ ...composition, id: makeId(), editing: null });
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

/** A composition as a stored draft, with its time and its series if it says any. */
export function saveDraft(
  worker: WorkerApi,
  facts: PlanningFacts & { readonly composition: Composition },
): Promise<CommandResult> {
  const { composition } = facts;
  const { id, editing, when, repeat } = composition;
  const account = composition.account ?? facts.account?.name ?? '';
  const zone = zoneOf(composition, facts.account);
  const parts = partsOf(composition);
  // A draft takes no slot by itself: only what was asked for is planned.
  const planned = when.trim() === '' && !repeat ? undefined : planTime(facts, timeNow());
  const time = planned?.kind === 'ok' ? { dueAt: planned.at } : undefined;
  const series = planned?.kind === 'ok' && planned.repeat ? { repeat: planned.repeat } : {};
  const { audience } = composition;
  if (!editing)
    return worker.add({
      id,
      account,
      parts,
      dueAt: null,
      zone,
      ...audience,
      ...time,
      ...series,
      draft: true,
    });
  const expected = editing.parts;
  const changed = { parts, ...changedAudience(composition), account, zone, ...time, ...series };
  return worker.edit(id, { ...changed, expected, draft: true });
}

/** Not about the worker or the storage, which will be there again. */
const isAboutPost = (code: string): boolean =>
  ['unknown-post', 'wrong-status', 'on-its-way', 'changed', 'taken-down', 'part-is-out'].includes(code);
