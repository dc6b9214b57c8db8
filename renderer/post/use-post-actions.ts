import { useMemo, useRef } from 'react';
import { contentOf } from '../../core/domain/content.ts';
import type { PostView } from '../../core/domain/view.ts';
import type { CommandResult, WorkerApi } from '../../core/rpc/contract.ts';
import { type Services, useCommand, useServices } from '../state/services.tsx';
import type { Undoable, Undone } from '../state/undo.ts';
import { whenWords } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { type ActionId, actionsOf, publishedId, wayOutOf } from './actions.ts';

type Command = ReturnType<typeof useCommand>;
type Call = (worker: WorkerApi) => Promise<CommandResult>;

/** Opened by an action and shown over the queue. */
export type Opened = {
  readonly kind: 'details' | 'force' | 'unpublish' | 'series';
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
      if (isAllowed && tools.current) void ACTIONS[action](post, tools.current);
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
  postNow: (post, tools) => run(tools, (worker) => worker.postNow(post.id), done.sentNow),
  retry: (post, tools) => run(tools, (worker) => worker.retry(post.id, false), done.retried),
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
  await run(tools, (worker) => worker.cancel(post.id, skip), skip ? done.skipped : done.seriesCancelled);
}

async function run(
  tools: Pick<Tools, 'services' | 'command'>,
  call: Call,
  message: string,
  ways: Partial<Undoable> = {},
): Promise<void> {
  const { undo, toasts } = tools.services;
  const result = await tools.command(call);
  if (result.kind === 'refused') return void toasts.show({ tone: 'danger', message: result.message });
  const said = result.note ?? message;
  if (ways.undo) undo.did({ ...ways, message: said, undo: ways.undo });
  else toasts.show({ tone: 'success', message: said });
}

/** The same call as a step of the undo stack. */
async function step({ command }: Pick<Tools, 'command'>, call: Call): Promise<Undone> {
  const result = await command(call);
  return result.kind === 'ok' || { why: result.message };
}

async function cancel(post: PostView, tools: Tools): Promise<void> {
  const isDraft = post.status === 'draft';
  // Whether the others go out as well is for the person to say.
  if (post.repeat !== undefined && post.repeat.next === undefined && !isDraft)
    return tools.open({ kind: 'series', id: post.id });
  const undo = undoOf(post, tools);
  const redo = undo && !isDraft ? () => step(tools, (worker) => worker.cancel(post.id)) : undefined;
  const ways = { ...(undo && { undo }), ...(redo && { redo }) };
  await run(tools, (worker) => worker.cancel(post.id), isDraft ? done.discarded : done.cancelled, ways);
}

/** A cancelled post whose time is still to come can be scheduled again as it was; a draft is written anew. */
function undoOf(post: PostView, tools: Tools): (() => Promise<Undone>) | undefined {
  const { id, zone, account, replyTo, replySettings } = post;
  if (post.status === 'draft') {
    const parts = post.parts.map(contentOf);
    const again = {
      ...{ id: crypto.randomUUID(), account, parts, dueAt: null, zone, draft: true },
      ...{ replyTo, replySettings },
    };
    return () => step(tools, (worker) => worker.add(again));
  }
  const dueAt = Date.parse(post.dueAt ?? '');
  if (!(dueAt > Date.now())) return undefined;
  return () => step(tools, (worker) => worker.edit(id, { dueAt, zone }));
}

function dueWords(post: PostView): string {
  const now = Date.now();
  const dueAt = Date.parse(post.dueAt ?? '');
  return dueAt > now ? whenWords(dueAt, post.zone, now) : '';
}
