import { Activity, ListFilter } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { HistoryRow } from '../../core/domain/history.ts';
import { DayHeading } from '../post/day-heading.tsx';
import { PostDialogs } from '../post/post-dialogs.tsx';
import {
  ACTIVITY_FILTERS,
  type ActivityItem,
  type ActivityQuery,
  activityItems,
} from '../state/activity-items.ts';
import { useServices, useSession, useToday } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Pane } from '../ui/frame.tsx';
import { Inline } from '../ui/layout.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { Switch } from '../ui/switch.tsx';
import { Text, Unseen } from '../ui/text.tsx';
import { VirtualGrid } from '../ui/virtual-grid.tsx';
import { useShortcuts } from '../use-shortcuts.ts';
import { ActivityLine, MachineLine } from './activity-row.tsx';
import { ExportMenu } from './export-menu.tsx';

const words = strings.activity;
const EVERYTHING: ActivityQuery = { filter: 'all', find: '' };

/** Everything that happened to any post, live. */
export function ActivityScreen() {
  const { activity } = useServices();
  useEffect(() => activity.watch(), [activity]);
  const [query, setQuery] = useState(EVERYTHING);
  const live = useLiveRows();
  const items = useItems(live.rows, query);
  const [opened, setOpened] = useState<string>();
  useShortcuts({
    problems: () => setQuery((q) => ({ ...q, filter: q.filter === 'problems' ? 'all' : 'problems' })),
    follow: () => live.setLive(!live.isLive),
  });
  return (
    <Pane
      label={words.title}
      isFilled
      head={<Head query={query} onQuery={setQuery} live={live} items={items} />}
    >
      <Lines items={items} query={query} onQuery={setQuery} onOpen={setOpened} />
      {opened !== undefined && (
        <PostDialogs opened={{ kind: 'details', id: opened }} onClose={() => setOpened(undefined)} />
      )}
    </Pane>
  );
}

type Live = {
  readonly rows: readonly HistoryRow[];
  /** Rows that are held back while the list stands still. */
  readonly news: number;
  readonly isLive: boolean;
  readonly setLive: (isLive: boolean) => void;
};

/** What stands still is what was there when it was asked to; older rows are still added at its end. */
function useLiveRows(): Live {
  const { activity } = useServices();
  const all = useStore(activity, (s) => s.rows);
  const [still, setStill] = useState<number>();
  const rows = useMemo(
    () => (still === undefined ? all : all.filter(({ seq }) => seq <= still)),
    [all, still],
  );
  const setLive = (isLive: boolean): void => setStill(isLive ? undefined : (all[0]?.seq ?? 0));
  return { rows, news: all.length - rows.length, isLive: still === undefined, setLive };
}

function useItems(rows: readonly HistoryRow[], query: ActivityQuery): readonly ActivityItem[] {
  const { posts } = useServices();
  const { open, closed } = useStore(posts, (s) => s);
  const known = useMemo(() => new Map([...open, ...closed].map((post) => [post.id, post])), [open, closed]);
  const machine = useSession((s) => s.overview?.machine);
  return useMemo(() => activityItems(rows, known, query, machine), [rows, known, query, machine]);
}

type QueryProps = { readonly query: ActivityQuery; readonly onQuery: (query: ActivityQuery) => void };
type HeadProps = QueryProps & { readonly live: Live; readonly items: readonly ActivityItem[] };

function Head({ query, onQuery, live, items }: HeadProps) {
  const segments = ACTIVITY_FILTERS.map((id) => ({ id, label: words.filters[id] }));
  return (
    <>
      <Inline spread>
        <Unseen as="h1">{strings.nav.activity}</Unseen>
        <Text as="h2" look="title">
          {words.title}
        </Text>
        <Inline>
          {live.news > 0 && (
            <Button size="s" onPress={() => live.setLive(true)}>
              {words.news(live.news)}
            </Button>
          )}
          <Switch label={words.live} isOn={live.isLive} onChange={live.setLive} />
          <ExportMenu items={items} />
        </Inline>
      </Inline>
      <Inline spread>
        <Segmented
          label={words.filterLabel}
          segments={segments}
          value={query.filter}
          onChange={(filter) => onQuery({ ...query, filter })}
        />
        <SearchField
          label={words.find}
          placeholder={words.findPlaceholder}
          clearLabel={words.clearFind}
          value={query.find}
          onChange={(find) => onQuery({ ...query, find })}
        />
      </Inline>
    </>
  );
}

type LinesProps = QueryProps & {
  readonly items: readonly ActivityItem[];
  readonly onOpen: (postId: string) => void;
};

function Lines({ items, query, onQuery, onOpen }: LinesProps) {
  const { activity } = useServices();
  const phase = useStore(activity, (s) => s.phase);
  const today = useToday();
  const render = useCallback(
    (item: ActivityItem) =>
      item.kind === 'day' ? (
        <DayHeading day={item.day} today={today} count={item.count} />
      ) : item.kind === 'machine' ? (
        <MachineLine event={item.event} />
      ) : (
        <ActivityLine entry={item} />
      ),
    [today],
  );
  if (phase === 'unread') return <SkeletonRows label={words.loading} />;
  if (items.length === 0) return <Nothing query={query} onQuery={onQuery} />;
  return (
    <VirtualGrid
      label={words.label}
      items={items}
      keyOf={keyOf}
      isHeading={isHeading}
      estimate={estimate}
      render={render}
      onRowKey={(item, event) => {
        if (event.key === 'Enter' && item.kind === 'entry' && item.post) onOpen(item.post.id);
      }}
      onEnd={() => void activity.readMore().catch(() => undefined)}
    />
  );
}

const keyOf = (item: ActivityItem): string => item.key;
const isHeading = (item: ActivityItem): boolean => item.kind === 'day';
const estimate = (item: ActivityItem): number => (item.kind === 'day' ? 40 : 66);

function Nothing({ query, onQuery }: QueryProps) {
  const { activity } = useServices();
  const phase = useStore(activity, (s) => s.phase);
  const isFiltered = query.filter !== 'all' || query.find.trim() !== '';
  if (phase === 'unreadable')
    return (
      <EmptyState icon={<Activity size={28} />} title={words.unreadableTitle} text={words.unreadableText} />
    );
  if (!isFiltered)
    return <EmptyState icon={<Activity size={28} />} title={words.emptyTitle} text={words.emptyText} />;
  return (
    <EmptyState
      icon={<ListFilter size={28} />}
      title={words.noneTitle}
      text={words.noneText}
      action={<Button onPress={() => onQuery(EVERYTHING)}>{words.clear}</Button>}
    />
  );
}
