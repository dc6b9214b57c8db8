import type { ActivityFilter } from '../state/activity-items.ts';

/** The screen that tells what Perch did. */
export const activityWords = {
  activity: {
    title: 'What happened',
    label: 'Newest first',
    filterLabel: 'Show',
    filters: { all: 'Everything', problems: 'Problems', published: 'Published' } satisfies Record<
      ActivityFilter,
      string
    >,
    find: 'Find',
    clearFind: 'Clear the search',
    findPlaceholder: 'Text, account or words of X',
    live: 'Live',
    news: (n: number) => `${n} new`,
    export: 'Export',
    saveCsv: 'Save as CSV…',
    saveJson: 'Save as JSON…',
    copyJson: 'Copy as JSON',
    saved: (n: number) => `Saved ${n === 1 ? '1 line' : `${n} lines`}, without secrets.`,
    copied: (n: number) => `Copied ${n === 1 ? '1 line' : `${n} lines`} as JSON, without secrets.`,
    loading: 'Loading what happened',
    emptyTitle: 'Nothing yet',
    emptyText: 'When Perch does something it is written here.',
    noneTitle: 'Nothing like this',
    noneText: 'No line that was read fits.',
    clear: 'Show everything',
    unreadableTitle: 'It cannot be read just now',
    unreadableText: 'It is read as soon as the publisher and the storage answer.',
    older: 'Show what was before',
    unknownPost: 'A post that is not in the list',
    part: (n: number) => `part ${n}`,
  },
} as const;
