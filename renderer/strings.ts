import { DAY, HOUR } from '../core/domain/time.ts';
import type { ShortcutScope } from './shortcuts.ts';
import type { Filter } from './state/day-groups.ts';
import { accountWords } from './words/accounts.ts';
import { activityWords } from './words/activity.ts';
import { bulkWords, rescheduleWords } from './words/bulk.ts';
import { calendarWords } from './words/calendar.ts';
import { contentWords } from './words/content.ts';
import { demoWords } from './words/demo.ts';
import { desktopWords } from './words/desktop.ts';
import { healthWords } from './words/health.ts';
import { limitWords } from './words/limits.ts';
import { machineWords } from './words/machine.ts';
import { machineryWords } from './words/machinery.ts';
import { mishapWords } from './words/mishaps.ts';
import { networkWords } from './words/network.ts';
import { plural } from './words/plural.ts';
import { postWords } from './words/posts.ts';
import { secretsWords } from './words/secrets.ts';
import { settingsWords } from './words/settings.ts';
import { transferWords } from './words/transfer.ts';
import { undoWords } from './words/undo.ts';
import { updateWords } from './words/updates.ts';
import { welcomeWords } from './words/welcome.ts';
import { whenWords } from './words/when.ts';
import { writingWords } from './words/writing.ts';

/**
 * Sentences of the core without those that name a command of the CLI: in the window a button takes their place.
 */
export function plainWords(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+(?=[A-Z`@])/);
  return sentences.filter((sentence) => !sentence.includes('`')).join(' ') || text.replaceAll('`', '');
}

const EVERY: Readonly<Record<number, string>> = { [HOUR]: 'hour', [DAY]: 'day' };

/** Every word the window shows. */
export const strings = {
  ...postWords,
  ...healthWords,
  ...activityWords,
  ...calendarWords,
  ...settingsWords,
  ...accountWords,
  ...desktopWords,
  ...transferWords,
  ...welcomeWords,
  ...whenWords,
  ...limitWords,
  ...machineryWords,
  ...secretsWords,
  ...networkWords,
  ...mishapWords,
  ...updateWords,
  ...machineWords,
  undo: undoWords,
  bulk: bulkWords,
  reschedule: rescheduleWords,
  ...writingWords,
  ...contentWords,
  app: 'Perch',
  errors: {
    workerAway:
      'The publisher is restarting, so this was not saved yet. Everything you typed is kept: try again in a moment.',
    shellAway: 'The window is still starting. Try again in a moment.',
    failed: (message: string) => `That did not work (${message}). Everything you typed is kept: try again.`,
    noPost: 'This post is not here any more.',
    crashed: 'This view has stopped working. The publisher keeps running.',
    reload: 'Reload the window',
  },
  nav: {
    label: 'Screens',
    posts: 'Queue',
    calendar: 'Calendar',
    activity: 'Activity',
    health: 'Health',
    transfer: 'Import, export',
    settings: 'Settings',
    compose: 'New post',
    palette: 'Search',
    theme: 'Theme',
    shortcuts: 'Shortcuts',
    shortcutsTitle: 'Keyboard shortcuts',
  },
  themes: { system: 'Same as the system', light: 'Light', dark: 'Dark' },
  palette: {
    title: 'Search and commands',
    placeholder: 'Search posts and commands',
    commands: 'Commands',
    posts: 'Posts',
    empty: 'Nothing fits. Try fewer letters.',
    showNext: 'Show the next post',
    publishNext: 'Publish the next post now',
    attention: 'Show what needs attention',
  },
  ...demoWords,
  strip: {
    label: 'At a glance',
    running: 'Publishing',
    starting: 'Starting the publisher…',
    restarting: 'Restarting the publisher…',
    failed: 'The publisher cannot run',
    attention: (n: number) => `${plural(n, 'post')} need${n === 1 ? 's' : ''} you`,
    degraded: 'Publishing, with a problem',
    waiting: 'Waiting for the storage',
    offline: 'Offline',
    offlineSince: (time: string) => `Offline since ${time}`,
    unhealthy: 'Not publishing',
    paused: 'Paused',
    next: (time: string) => `Next ${time}`,
    nothingNext: 'Nothing scheduled',
    noAccount: 'No account',
    accounts: (n: number) => plural(n, 'account'),
    pause: 'Pause',
    resume: 'Resume',
    pauseHour: 'For 1 hour',
    pauseMorning: 'Until tomorrow 08:00',
    pauseForever: 'Until I resume',
    restart: 'Restart the publisher',
  },
  away: {
    title: 'Restarting the publisher…',
    message: (since: string) => `You see the queue as it was at ${since}. It goes on by itself.`,
    failedTitle: 'The publisher cannot run',
    failedMessage: 'Posts are safe but are not sent.',
  },
  storageAway: {
    title: (time: string) => `The shared storage has been away since ${time}`,
    message:
      'You see the queue as it was. New posts are saved on this computer and go there as soon as it can be reached.',
    details: 'Details',
  },
  compose: {
    title: 'New post',
    titleEdit: 'Edit post',
    part: (n: number, of: number) => (of === 1 ? 'Post text' : `Part ${n} of ${of}`),
    placeholder: 'What do you want to say?',
    placeholderNext: 'And then?',
    isOut: 'This part is out and cannot be changed.',
    addPart: 'Add part',
    removePart: 'Remove part',
    moveUp: 'Move part up',
    moveDown: 'Move part down',
    counter: (length: number, limit: number) => `${length} / ${limit}`,
    over: (by: number) => `${by} over`,
    account: 'Account',
    cost: (usd: number) => `$${usd.toFixed(usd < 0.1 ? 3 : 2)}`,
    add: 'Add to queue',
    save: 'Save changes',
    postNow: 'Post now',
    saveDraft: 'Save draft',
    discard: 'Stop editing',
    added: (time: string) => `Added. It goes out ${time}.`,
    saved: (time: string) => `Saved. It goes out ${time}.`,
    draftSaved: 'Saved as a draft.',
    noAccount: 'There is no account yet.',
    suggestion: 'Hello from Perch! This post was written ahead and goes out by itself.',
    suggestionWhen: 'in 1 minute',
  },
  queue: {
    title: 'Queue',
    label: 'Posts by day',
    filterLabel: 'Show',
    belowLabel: 'Show of these',
    belowAll: 'All of them',
    find: 'Search posts',
    findPlaceholder: 'Search',
    partShown: (held: number) =>
      `The ${held.toLocaleString('en')} posts nearest to now are listed. A search looks at all of them.`,
    showMore: 'Show more',
    clearFind: 'Clear the search',
    allAccounts: 'All accounts',
    account: 'Account',
    noMatch: 'No post fits',
    noMatchText: 'Try fewer words, or clear the filters.',
    clearFilters: 'Clear filters',
    select: (text: string) => `Select “${text}”`,
    filters: {
      all: 'All',
      upcoming: 'Upcoming',
      attention: 'Needs you',
      failed: 'Failed',
      missed: 'Missed',
      held: 'Held',
      drafts: 'Drafts',
      published: 'Published',
      cancelled: 'Cancelled',
    } satisfies Record<Filter, string>,
    today: 'Today',
    tomorrow: 'Tomorrow',
    yesterday: 'Yesterday',
    overdue: 'Still open from before',
    noTime: 'Without a time',
    noTimeShort: 'No time',
    parts: (n: number) => plural(n, 'part'),
    stopping: 'Stops after the part that is on its way',
    actions: (text: string) => `Actions for “${text}”`,
    emptyTitle: 'Nothing scheduled',
    emptyText: 'Write a post and say when. Perch sends it at that second, also with the window closed.',
    emptyAction: 'Write a post',
    emptyImport: 'Import posts',
    filterEmpty: 'No post here',
    filterEmptyText: {
      all: '',
      upcoming: 'Nothing waits to go out.',
      attention: 'Nothing needs you. Good.',
      failed: 'No post has failed. Good.',
      missed: 'No post was missed. Good.',
      held: 'No post is held. Good.',
      drafts: 'There is no draft.',
      published: 'Nothing has been published yet.',
      cancelled: 'Nothing was cancelled.',
    } satisfies Record<Filter, string>,
    clearFilter: 'Show all posts',
    loading: 'Loading the queue',
  },
  missed: {
    title: (n: number) => `${plural(n, 'post')} missed ${n === 1 ? 'its' : 'their'} time`,
    text: 'Send, move or cancel each, or give all of them new times, in their order.',
    spread: 'Spread them',
    every: (ms: number) => `One every ${EVERY[ms] ?? `${ms / 60_000} minutes`}, the first in 1 minute`,
    done: (n: number) => `${plural(n, 'post')} ${n === 1 ? 'has a new time' : 'have new times'}.`,
  },
  actions: {
    postNow: 'Post now',
    edit: 'Edit',
    reschedule: 'Reschedule…',
    schedule: 'Give it a time…',
    restore: 'Restore',
    copyText: 'Copy text',
    duplicate: 'Duplicate',
    retry: 'Try again',
    force: 'Send again anyway…',
    cancel: 'Cancel post',
    discard: 'Discard draft',
    open: 'Open on X',
    copyLink: 'Copy link',
    unpublish: 'Delete from X…',
    details: 'Details',
    undo: 'Undo',
    close: 'Close',
    dismiss: 'Dismiss',
  },
  done: {
    cancelled: 'Cancelled.',
    seriesCancelled: 'Cancelled, and its series ends with it.',
    skipped: 'Cancelled. Its series goes on.',
    discarded: 'Draft discarded.',
    restored: 'It is what it was again.',
    sentSoon: 'It goes out in 10 seconds.',
    leftAlready: 'It has left already, so it cannot be taken back.',
    duplicated: 'Duplicated: the copy is a draft.',
    textCopied: 'Text copied.',
    retried: 'Perch tries again.',
    linkCopied: 'Link copied.',
    unpublished: 'Deleted from X.',
    notOnX: 'This post went to the sandbox on this computer, so it is not on X.',
  },
  force: {
    title: 'Send it again?',
    text: 'Perch could not find out whether this post is out. Look at your timeline first: if it is there, sending again posts it twice, or X refuses it.',
    confirm: 'Send again',
  },
  unpublish: {
    title: 'Delete it from X?',
    text: 'Everything of this post that is out is deleted from X, the last part first, and nothing of it is sent again. That cannot be undone. The text stays here.',
    confirm: 'Delete from X',
  },
  tray: {
    title: 'Perch lives in the tray',
    text: 'Close this window and posts still go out. Quit from the tray menu.',
    done: 'Got it',
  },
  toasts: 'Messages',
  scopes: {
    everywhere: 'Everywhere',
    composer: 'While writing',
    queue: 'On a post of the queue',
    calendar: 'In the calendar',
    activity: 'In the activity',
  } satisfies Record<ShortcutScope, string>,
} as const;
