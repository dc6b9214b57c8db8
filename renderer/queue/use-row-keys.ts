import { type KeyboardEvent, type RefObject, useRef } from 'react';
import type { RunAction } from '../post/use-post-actions.ts';
import type { QueueItem } from '../state/day-groups.ts';
import { timeNow } from '../state/now.ts';
import type { GridHandle } from '../ui/virtual-grid.tsx';
import { type ShortcutHandlers, shortcutFor } from '../use-shortcuts.ts';
import { type Bulk, useBulk } from './bulk-bar.tsx';
import type { Reorder } from './use-reorder.ts';
import type { Selection } from './use-selection.ts';

type Context = {
  readonly items: readonly QueueItem[];
  readonly run: RunAction;
  readonly selection: Selection;
  readonly reorder: Reorder;
  readonly grid: RefObject<GridHandle | null>;
  readonly onType: (text: string) => void;
};

type PostItem = Extract<QueueItem, { readonly kind: 'post' }>;

/** The keys of a focused row. What is selected is meant where that makes sense, otherwise the row. */
export function useRowKeys(context: Context): (item: QueueItem, event: KeyboardEvent) => void {
  const bulk = useBulk(context.selection);
  const latest = useRef({ context, bulk });
  latest.current = { context, bulk };
  return (item, event) => {
    if (item.kind === 'day') return;
    const handler = shortcutFor(event, handlersOf(item, latest.current));
    if (handler) {
      event.preventDefault();
      return handler();
    }
    if (!isCharacter(event)) return;
    event.preventDefault();
    latest.current.context.onType(event.key);
  };
}

function handlersOf(
  { post }: PostItem,
  { context, bulk }: { readonly context: Context; readonly bulk: Bulk },
): ShortcutHandlers {
  const { run, selection, reorder, items, grid } = context;
  const isSelecting = selection.posts.length > 0;
  return {
    details: () => run('details', post),
    edit: () => run('edit', post),
    reschedule: () => run('reschedule', post),
    postNow: () => run('postNow', post),
    retry: () => run('retry', post),
    open: () => run('open', post),
    copyText: () => run('copyText', post),
    duplicate: () => (isSelecting ? void bulk.duplicate() : run('duplicate', post)),
    cancel: () => (isSelecting ? void bulk.remove() : run('cancel', post)),
    select: () => selection.toggle(post.id),
    selectAll: selection.all,
    ...(isSelecting && { clearSelection: selection.clear }),
    earlier: () => reorder.step(post, -1),
    later: () => reorder.step(post, 1),
    goToday: () => {
      const next = nextOf(items, timeNow());
      if (next !== undefined) grid.current?.goTo(next);
    },
  };
}

/** The post that goes out next, or the first one. */
function nextOf(items: readonly QueueItem[], now: number): string | undefined {
  const posts = items.filter((item): item is PostItem => item.kind === 'post');
  const next = posts.find(
    ({ post: { status, dueAt } }) => status !== 'cancelled' && Date.parse(dueAt ?? '') >= now,
  );
  return (next ?? posts[0])?.key;
}

function isCharacter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
}
