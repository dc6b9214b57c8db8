import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { PostDialogs } from '../post/post-dialogs.tsx';
import { type Opened, usePostActions } from '../post/use-post-actions.ts';
import { EVERYTHING, type Filter, firstLevel, groupByDay, type QueueQuery } from '../state/day-groups.ts';
import { useServices, useToday } from '../state/services.tsx';
import { useFound } from '../state/use-found.ts';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Pane } from '../ui/frame.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import type { GridHandle } from '../ui/virtual-grid.tsx';
import { useShortcuts } from '../use-shortcuts.ts';
import { AwayBanner } from './away-banner.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { MissedBanner } from './missed-banner.tsx';
import { PartBanner } from './part-banner.tsx';
import { QueueHead } from './queue-head.tsx';
import { QueueList } from './queue-list.tsx';
import { useSelection } from './use-selection.ts';

type QueuePaneProps = {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly onShowHealth: () => void;
  readonly onImport: () => void;
};

/** All posts and what becomes of them. */
export function QueuePane({ filter, onFilter, onShowHealth, onImport }: QueuePaneProps) {
  const { posts } = useServices();
  const isLoading = useStore(posts, (s) => s.phase === 'loading');
  const [found, setFound] = useState(EVERYTHING);
  const [opened, setOpened] = useState<Opened>();
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);
  const query = useMemo(() => ({ ...found, filter }), [found, filter]);
  const items = useItems(query);
  const selection = useSelection(items);
  const run = usePostActions(setOpened);
  const onQuery = (next: QueueQuery) => {
    setFound(next);
    if (next.filter !== filter) onFilter(next.filter);
  };
  useShortcuts({ search: () => search.current?.select() });
  const onSearchKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const [first] = items.filter(({ kind }) => kind === 'post');
    if (!first || (event.key !== 'ArrowDown' && event.key !== 'Enter')) return;
    event.preventDefault();
    grid.current?.goTo(first.key);
  };
  /** What is typed in the list goes on in the search. */
  const onType = (text: string) => {
    search.current?.focus();
    onQuery({ ...query, text: query.text + text });
  };
  const head = (
    <>
      <QueueHead query={query} onQuery={onQuery} onSearchKey={onSearchKey} search={search} />
      <AwayBanner onShowHealth={onShowHealth} />
      {firstLevel(filter) !== 'published' && <MissedBanner />}
      <PartBanner />
    </>
  );
  return (
    <Pane
      label={strings.queue.title}
      isFilled
      head={head}
      {...(selection.posts.length > 0 && { foot: <BulkBar selection={selection} /> })}
    >
      {isLoading ? (
        <SkeletonRows label={strings.queue.loading} />
      ) : (
        <QueueList
          items={items}
          query={query}
          onQuery={onQuery}
          onType={onType}
          onImport={onImport}
          run={run}
          selection={selection}
          grid={grid}
        />
      )}
      {opened && <PostDialogs opened={opened} onClose={() => setOpened(undefined)} />}
    </Pane>
  );
}

/** Typing comes first: a new list is made when there is time. */
function useItems(query: QueueQuery) {
  const { posts } = useServices();
  const snapshot = useDeferredValue(useStore(posts, (s) => s));
  const wanted = useDeferredValue(query);
  const found = useFound(wanted);
  const today = useToday();
  return useMemo(
    () => groupByDay([...snapshot.open, ...snapshot.closed], wanted, today, found),
    [snapshot, wanted, today, found],
  );
}
