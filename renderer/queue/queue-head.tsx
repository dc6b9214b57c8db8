import { ChevronDown } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import {
  FILTER_STATUSES,
  FILTERS,
  FILTERS_BELOW,
  type Filter,
  firstLevel,
  type QueueQuery,
} from '../state/day-groups.ts';
import { useSession } from '../state/services.tsx';
import { useSeen } from '../state/use-seen.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Inline } from '../ui/layout.tsx';
import { Menu } from '../ui/menu.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Text } from '../ui/text.tsx';

const words = strings.queue;

type QueueHeadProps = {
  readonly query: QueueQuery;
  readonly onQuery: (query: QueueQuery) => void;
  readonly onSearchKey: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly search: Ref<HTMLInputElement>;
};

/** What of the queue is shown: by status, by account when there are several, by words. */
export function QueueHead({ query, onQuery, onSearchKey, search }: QueueHeadProps) {
  useSeen(query.filter === 'attention' ? query.filter : undefined);
  return (
    <>
      <Inline spread>
        <Text as="h2" look="title">
          {words.title}
        </Text>
        <Inline gap={2} justify="end">
          <AccountFilter query={query} onQuery={onQuery} />
          <SearchField
            label={words.find}
            placeholder={words.findPlaceholder}
            clearLabel={words.clearFind}
            value={query.text}
            onChange={(text) => onQuery({ ...query, text })}
            onKeyDown={onSearchKey}
            ref={search}
          />
        </Inline>
      </Inline>
      <StatusFilter filter={query.filter} onFilter={(filter) => onQuery({ ...query, filter })} />
    </>
  );
}

type StatusFilterProps = { readonly filter: Filter; readonly onFilter: (filter: Filter) => void };

function StatusFilter({ filter, onFilter }: StatusFilterProps) {
  const counts = useSession((s) => s.overview?.counts);
  const countOf = (id: Filter) => {
    const statuses = FILTER_STATUSES[id];
    if (statuses === 'every') return undefined;
    return statuses.reduce((sum, status) => sum + (counts?.[status] ?? 0), 0);
  };
  const segmentOf = (id: Filter) => ({ id, label: words.filters[id], count: countOf(id) });
  const first = firstLevel(filter);
  const below = first === 'attention' || first === 'published' ? FILTERS_BELOW[first] : [];
  // One kind alone needs no choice between kinds.
  const kinds = below.map(segmentOf).filter(({ id, count }) => id === first || id === filter || count !== 0);
  return (
    <>
      <Segmented
        label={words.filterLabel}
        segments={FILTERS.map(segmentOf)}
        value={first}
        onChange={onFilter}
      />
      {kinds.length > 2 - Number(first === 'published') && (
        <Segmented
          label={words.belowLabel}
          size="s"
          segments={kinds.map((kind) =>
            kind.id === 'attention' ? { id: kind.id, label: words.belowAll } : kind,
          )}
          value={filter}
          onChange={onFilter}
        />
      )}
    </>
  );
}

function AccountFilter({ query, onQuery }: Pick<QueueHeadProps, 'query' | 'onQuery'>) {
  const accounts = useSession((s) => s.overview?.accounts);
  if (!accounts || accounts.length < 2) return null;
  const entryOf = (account: string | null) => ({
    id: account ?? '',
    label: nameOf(account),
    onAction: () => onQuery({ ...query, account }),
  });
  const entries = [null, ...accounts.map(({ name }) => name)].map(entryOf);
  return (
    <Menu label={words.account} entries={entries}>
      <Button size="s" look={query.account === null ? 'quiet' : 'secondary'}>
        <Inline gap={1}>
          {nameOf(query.account)}
          <ChevronDown size={12} aria-hidden />
        </Inline>
      </Button>
    </Menu>
  );
}

const nameOf = (account: string | null): string => (account === null ? words.allAccounts : `@${account}`);
