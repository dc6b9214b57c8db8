import { useMemo, useRef } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import type { CommandResult, WorkerApi } from '../../core/rpc/contract.ts';
import { timeNow } from '../state/now.ts';
import { type Services, useCommand, useServices } from '../state/services.tsx';
import type { Undoable, Undone } from '../state/undo.ts';
import { whenWords } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { type ActionId, actionsOf, publishedId, wayOutOf } from './actions.ts';
import { changePosts, duplicating } from './change-posts.ts';
import { postNow } from './post-now.ts';

type Command = ReturnType<typeof useCommand>;
type Call = (worker: WorkerApi) => Promise<CommandResult>;

/** Opened by an action and shown over the queue. */
export type Opened = {
  readonly kind: 'details' | 'force' | 'unpublish' | 'series' | 'reschedule';
  readonly id: string;
};

type Tools = {
  readonly services: Services;
  readonly command: Command;
  readonly open: (opened: Opened) => void;
};

export type RunAction = (action: ActionId, post: PostView) => void;

/** Runs an action if the post allows it now. The function stays the same, so that rows are not drawn again. */
export function usePostActions(open: (opened: Opened) => void): RunAction {
  const tools = useRef<Tools>(undefined);
  tools.current = { services: useServices(), command: useCommand(), open };
  return useMemo(
    () => (action, post) => {
      const isAllowed = wayOutOf(post)?.id === action || actionsOf(post).some(({ id }) => id === action);
      const { current } = tools;
      if (!isAllowed || !current) return;
      void current.services.undo.during(Promise.resolve(ACTIONS[action](post, current)));
    },
    [],
  );
}

const { done } = strings;

const ACTIONS: Readonly<Record<ActionId, (post: PostView, tools: Tools) => Promise<void> | void>> = {
  details: (post, { open }) => open({ kind: 'details', id: post.id }),
  force: (post, { open }) => open({ kind: 'force', id: post.id }),
  unpublish: (post, { open }) => open({ kind: 'unpublish', id: post.id }),
  copyLink: async (post, { services }) => {
    const { session, toasts } = services;
    if (session.get().shell?.sandbox) return void toasts.show({ tone: 'success', message: done.notOnX });
    await session.shell().copyLink('post', publishedId(post) ?? '');
    toasts.show({ tone: 'success', message: done.linkCopied });
  },
  edit: (post, { services }) => {
    services.compositions.edit(post, dueWords(post));
    services.compositions.requestFocus();
  },
  open: async (post, { services }) => {
    const { session, toasts } = services;
    if (session.get().shell?.sandbox) return void toasts.show({ tone: 'success', message: done.notOnX });
    const id = publishedId(post);
    if (id !== undefined) await session.shell().openLink('post', id);
  },
  console: (_, { services }) => services.session.shell().openLink('x-console', ''),
  openX: (_, { services }) => services.session.shell().openLink('x', ''),
  postNow: (post, { services }) => postNow(services, post),
  retry: (post, tools) => run(tools, (worker) => worker.retry(post.id, false), done.retried),
  reschedule: (post, { open }) => open({ kind: 'reschedule', id: post.id }),
  restore: (post, tools) =>
    run(tools, (worker) => worker.restore(post.id), done.restored, undoing(tools, cancelling(post))),
  duplicate: async (post, { services }) => {
    await changePosts(services, [duplicating(post)], () => done.duplicated);
  },
  copyText: async (post, { services }) => {
    await services.session.shell().copyText(post.parts.map(({ text }) => text).join('\n\n'));
    services.toasts.show({ tone: 'success', message: done.textCopied });
  },
  cancel,
};

/** Sends a post of unknown outcome once more; the person has been asked. */
export async function forceSend(post: PostView, tools: Pick<Tools, 'services' | 'command'>): Promise<void> {
  await run(tools, (worker) => worker.retry(post.id, true), done.retried);
}

/** Deletes from X what is out of a post; the person has been asked. */
export async function unpublish(post: PostView, tools: Pick<Tools, 'services' | 'command'>): Promise<void> {
  await run(tools, (worker) => worker.unpublish(post.id), done.unpublished);
}

/** Cancels a post of a series: this one only, or all that would follow too. The person has been asked. */
export async function cancelOfSeries(
  post: PostView,
  skip: boolean,
  tools: Pick<Tools, 'services' | 'command'>,
): Promise<void> {
  const message = skip ? done.skipped : done.seriesCancelled;
  await run(tools, (worker) => worker.cancel(post.id, skip), message, restorably(post, tools, skip));
}

type Ways = Pick<Undoable, 'undo' | 'redo'>;

async function run(
  tools: Pick<Tools, 'services' | 'command'>,
  call: Call,
  message: string,
  waysOf?: (now: PostView) => Ways | undefined,
): Promise<void> {
  const { undo, toasts } = tools.services;
  const result = await tools.command(call);
  if (result.kind === 'refused') return void toasts.show({ tone: 'danger', message: result.message });
  const said = result.note ?? message;
  const ways = waysOf?.(result.post);
  if (ways) undo.did({ ...ways, message: said });
  else toasts.show({ tone: 'success', message: said });
}

/** The same calls as steps of the undo stack. */
const undoing =
  (tools: Pick<Tools, 'command'>, [back, again]: readonly [Call, Call]) =>
  (): Ways => ({ undo: () => step(tools, back), redo: () => step(tools, again) });

async function step({ command }: Pick<Tools, 'command'>, call: Call): Promise<Undone> {
  const result = await command(call);
  return result.kind === 'ok' || { why: result.message };
}

const restoring = ({ id }: PostView, skip?: boolean) =>
  [(worker: WorkerApi) => worker.restore(id), (worker: WorkerApi) => worker.cancel(id, skip)] as const;

function cancelling(post: PostView) {
  const [restore, cancel] = restoring(post);
  return [cancel, restore] as const;
}

/** Of what is on its way only the rest stops, which cannot be taken back. */
const restorably =
  (post: PostView, tools: Pick<Tools, 'command'>, skip?: boolean) =>
  (now: PostView): Ways | undefined =>
    now.restorable ? undoing(tools, restoring(post, skip))() : undefined;

async function cancel(post: PostView, tools: Tools): Promise<void> {
  const isDraft = post.status === 'draft';
  // Whether the others go out as well is for the person to say.
  if (post.repeat !== undefined && post.repeat.next === undefined && !isDraft)
    return tools.open({ kind: 'series', id: post.id });
  const message = isDraft ? done.discarded : done.cancelled;
  await run(tools, (worker) => worker.cancel(post.id), message, restorably(post, tools));
}

function dueWords(post: PostView): string {
  const now = timeNow();
  const dueAt = Date.parse(post.dueAt ?? '');
  return dueAt > now ? whenWords(dueAt, post.zone, now) : '';
}
