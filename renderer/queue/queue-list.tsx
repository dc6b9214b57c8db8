import { CalendarClock, ListFilter } from 'lucide-react';
import { type RefObject, useCallback } from 'react';
import { DayHeading } from '../post/day-heading.tsx';
import type { RunAction } from '../post/use-post-actions.ts';
import { EVERYTHING, type QueueItem, type QueueQuery } from '../state/day-groups.ts';
import { useServices, useToday } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Inline } from '../ui/layout.tsx';
import { type GridHandle, VirtualGrid } from '../ui/virtual-grid.tsx';
import { PostRow } from './post-row.tsx';
import { useReorder } from './use-reorder.ts';
import { useRowKeys } from './use-row-keys.ts';
import type { Selection } from './use-selection.ts';

const words = strings.queue;

type QueueListProps = {
  readonly items: readonly QueueItem[];
  readonly query: QueueQuery;
  readonly onQuery: (query: QueueQuery) => void;
  /** A letter that is no shortcut was typed on a row. */
  readonly onType: (text: string) => void;
  readonly onImport: () => void;
  readonly run: RunAction;
  readonly selection: Selection;
  readonly grid: RefObject<GridHandle | null>;
};

/** The list itself: days, and below each its posts. */
export function QueueList({ items, query, onQuery, onType, onImport, run, selection, grid }: QueueListProps) {
  const today = useToday();
  const reorder = useReorder(items);
  const onRowKey = useRowKeys({ items, run, selection, reorder, grid, onType });
  const { ids, toggle, extend } = selection;
  const isSelecting = ids.size > 0;
  const render = useCallback(
    (item: QueueItem, isActive: boolean) =>
      item.kind === 'day' ? (
        <DayHeading day={item.day} today={today} count={item.count} />
      ) : (
        <PostRow
          post={item.post}
          isActive={isActive}
          isSelected={ids.has(item.key)}
          isSelecting={isSelecting}
          run={run}
          onSelect={toggle}
        />
      ),
    [today, run, ids, isSelecting, toggle],
  );
  if (items.length === 0) return <Nothing query={query} onQuery={onQuery} onImport={onImport} />;
  return (
    <VirtualGrid
      key={query.filter}
      label={words.label}
      items={items}
      keyOf={keyOf}
      isHeading={isHeading}
      estimate={estimate}
      render={render}
      onRowKey={onRowKey}
      selected={ids}
      onExtend={extend}
      dragOf={reorder.dragOf}
      ref={grid}
    />
  );
}

const keyOf = (item: QueueItem): string => item.key;
const isHeading = (item: QueueItem): boolean => item.kind === 'day';

function estimate(item: QueueItem): number {
  if (item.kind === 'day') return 40;
  const { explanation, parts } = item.post;
  // A pixel apart for each few words, so that texts of one length share an estimate and others do not.
  const length = Math.min(Math.floor((parts[0]?.text.length ?? 0) / 24), 6);
  return (explanation ? 140 : 66) + (parts.length > 1 ? 18 : 0) + length;
}

function Nothing({ query, onQuery, onImport }: Pick<QueueListProps, 'query' | 'onQuery' | 'onImport'>) {
  const { compositions } = useServices();
  const { filter, text, account } = query;
  const isSearched = text.trim() !== '' || account !== null;
  if (filter === 'all' && !isSearched) {
    const ways = (
      <Inline gap={2} wrap>
        <Button onPress={compositions.requestFocus}>{words.emptyAction}</Button>
        <Button look="quiet" onPress={onImport}>
          {words.emptyImport}
        </Button>
      </Inline>
    );
    return (
      <EmptyState
        icon={<CalendarClock size={28} />}
        title={words.emptyTitle}
        text={words.emptyText}
        action={ways}
      />
    );
  }
  return (
    <EmptyState
      icon={<ListFilter size={28} />}
      title={isSearched ? words.noMatch : words.filterEmpty}
      text={isSearched ? words.noMatchText : words.filterEmptyText[filter]}
      action={
        <Button onPress={() => onQuery(EVERYTHING)}>
          {isSearched ? words.clearFilters : words.clearFilter}
        </Button>
      }
    />
  );
}
