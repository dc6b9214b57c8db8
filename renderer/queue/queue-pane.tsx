import { useState } from 'react';
import { PostDialogs } from '../post/post-dialogs.tsx';
import { type Opened, usePostActions } from '../post/use-post-actions.ts';
import { FILTER_STATUSES, FILTERS, type Filter } from '../state/day-groups.ts';
import { useServices, useSession } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Pane } from '../ui/frame.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { Text } from '../ui/text.tsx';
import { AwayBanner } from './away-banner.tsx';
import { MissedBanner } from './missed-banner.tsx';
import { QueueList } from './queue-list.tsx';

/** All posts and what becomes of them. */
export function QueuePane({
  filter,
  onFilter,
  onShowHealth,
}: {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly onShowHealth: () => void;
}) {
  const { posts } = useServices();
  const isLoading = useStore(posts, (s) => s.phase === 'loading');
  const [opened, setOpened] = useState<Opened>();
  const run = usePostActions(setOpened);
  return (
    <Pane
      label={strings.queue.title}
      isFilled
      head={<Head filter={filter} onFilter={onFilter} onShowHealth={onShowHealth} />}
    >
      {isLoading ? (
        <SkeletonRows label={strings.queue.loading} />
      ) : (
        <QueueList filter={filter} onFilter={onFilter} run={run} />
      )}
      {opened && <PostDialogs opened={opened} onClose={() => setOpened(undefined)} />}
    </Pane>
  );
}

type HeadProps = {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly onShowHealth: () => void;
};

function Head({ filter, onFilter, onShowHealth }: HeadProps) {
  const counts = useSession((s) => s.overview?.counts);
  const countOf = (id: Filter) => {
    const statuses = FILTER_STATUSES[id];
    return statuses === 'every'
      ? undefined
      : statuses.reduce((sum, status) => sum + (counts?.[status] ?? 0), 0);
  };
  const segments = FILTERS.map((id) => ({ id, label: strings.queue.filters[id], count: countOf(id) }));
  return (
    <>
      <Text as="h2" look="title">
        {strings.queue.title}
      </Text>
      <Segmented label={strings.queue.filterLabel} segments={segments} value={filter} onChange={onFilter} />
      <AwayBanner onShowHealth={onShowHealth} />
      {filter !== 'published' && <MissedBanner />}
    </>
  );
}
