import { CalendarClock, ListFilter } from 'lucide-react';
import { type KeyboardEvent, useCallback, useDeferredValue, useMemo } from 'react';
import { DayHeading } from '../post/day-heading.tsx';
import type { RunAction } from '../post/use-post-actions.ts';
import { type Filter, groupByDay, type QueueItem } from '../state/day-groups.ts';
import { useServices, useToday } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { VirtualGrid } from '../ui/virtual-grid.tsx';
import { shortcutFor } from '../use-shortcuts.ts';
import { PostRow } from './post-row.tsx';

type QueueListProps = {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly run: RunAction;
};

/** The list itself. Typing elsewhere comes first: a new list is drawn when there is time. */
export function QueueList({ filter, onFilter, run }: QueueListProps) {
  const { posts } = useServices();
  const snapshot = useDeferredValue(useStore(posts, (s) => s));
  const today = useToday();
  const items = useMemo(
    () => groupByDay([...snapshot.open, ...snapshot.closed], filter, today),
    [snapshot, filter, today],
  );
  const render = useCallback(
    (item: QueueItem, isActive: boolean) =>
      item.kind === 'day' ? (
        <DayHeading day={item.day} today={today} count={item.count} />
      ) : (
        <PostRow post={item.post} isActive={isActive} run={run} />
      ),
    [today, run],
  );
  if (items.length === 0) return <Nothing filter={filter} onFilter={onFilter} />;
  return (
    <VirtualGrid
      key={filter}
      label={strings.queue.label}
      items={items}
      keyOf={keyOf}
      isHeading={isHeading}
      estimate={estimate}
      render={render}
      onRowKey={(item, event) => onRowKey(item, event, run)}
    />
  );
}

const keyOf = (item: QueueItem): string => item.key;
const isHeading = (item: QueueItem): boolean => item.kind === 'day';

function estimate(item: QueueItem): number {
  if (item.kind === 'day') return 40;
  return item.post.explanation ? 140 : 66;
}

function onRowKey(item: QueueItem, event: KeyboardEvent, run: RunAction): void {
  if (item.kind === 'day') return;
  const { post } = item;
  const handler = shortcutFor(event, {
    details: () => run('details', post),
    edit: () => run('edit', post),
    postNow: () => run('postNow', post),
    retry: () => run('retry', post),
    open: () => run('open', post),
    cancel: () => run('cancel', post),
  });
  if (!handler) return;
  event.preventDefault();
  handler();
}

function Nothing({ filter, onFilter }: Pick<QueueListProps, 'filter' | 'onFilter'>) {
  const { compositions } = useServices();
  const words = strings.queue;
  if (filter === 'all') {
    const write = <Button onPress={compositions.requestFocus}>{words.emptyAction}</Button>;
    return (
      <EmptyState
        icon={<CalendarClock size={28} />}
        title={words.emptyTitle}
        text={words.emptyText}
        action={write}
      />
    );
  }
  const clear = <Button onPress={() => onFilter('all')}>{words.clearFilter}</Button>;
  return (
    <EmptyState
      icon={<ListFilter size={28} />}
      title={words.filterEmpty}
      text={words.filterEmptyText[filter]}
      action={clear}
    />
  );
}
