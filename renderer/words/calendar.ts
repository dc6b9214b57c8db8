import type { View } from '../state/calendar-days.ts';
import type { Mark } from '../state/calendar-marks.ts';
import type { Lock } from '../state/calendar-move.ts';
import { plural } from './plural.ts';

/** The screen that shows posts where they are in time. */
export const calendarWords = {
  calendar: {
    title: 'Calendar',
    views: { month: 'Month', week: 'Week' } satisfies Record<View, string>,
    viewLabel: 'Show by',
    today: 'Today',
    previous: { month: 'Previous month', week: 'Previous week' } satisfies Record<View, string>,
    next: { month: 'Next month', week: 'Next week' } satisfies Record<View, string>,
    allAccounts: 'All accounts',
    account: 'Account',
    grid: (period: string) => `Posts of ${period}`,
    week: 'Week',
    time: 'Time',
    weekNumber: (n: number) => `Week ${n}`,
    hours: (n: number) => `${n} h`,
    changesClocks: (n: number) => `${n} hours: clocks change`,
    zone: (zone: string) => `Times in ${zone}`,
    keys: 'Arrows move. Enter picks a post up, or writes one on an empty time. Space shows it.',
    keysCarrying: 'Arrows move it, Enter drops it, Escape gives up.',
    day: (day: string, posts: number) => `${day}, ${posts === 0 ? 'no posts' : plural(posts, 'post')}`,
    moreCount: (n: number) => `+${n}`,
    more: 'more',
    moreOf: (n: number, day: string) => `+${n} more on ${day}`,
    fold: (from: string, to: string) => `Fold ${from} to ${to}`,
    unfold: (from: string, to: string) => `Show ${from} to ${to}`,
    folded: (n: number) => plural(n, 'post'),
    slot: 'Free slot',
    slotOf: (time: string, day: string, account: string) =>
      `${time} Free slot, ${day}, @${account}: write a post`,
    /** Begins with what the chip shows. */
    chip: (shown: string, day: string, status: string, account: string) =>
      `${shown}, ${day}, ${status}, @${account}`,
    locks: {
      published: 'It is out, so it stays where it is.',
      inFlight: 'It is on its way, so it cannot be moved now.',
      unsynced: 'It waits on this computer for the shared storage and can be moved when it is there.',
      past: 'Its time has passed. Open it to send it or give it a new time.',
      cancelled: 'It was cancelled.',
    } satisfies Record<Lock, string>,
    marks: {
      sameMinute: 'Another post of this account goes out within the same minute.',
      sameText: 'The same text is here twice. X refuses a text that it has just had.',
    } satisfies Record<Mark, string>,
    pickedUp: (text: string) => `Picked up “${text}”.`,
    movedTo: (moment: string) => `Moved to ${moment}`,
    skipped: (time: string) => `(clocks skip ${time} that day)`,
    gaveUp: 'It stays where it was.',
    inPast: 'That time has passed. Choose a later one.',
    moved: (moment: string) => `Moved to ${moment}.`,
    loading: 'Reading the posts…',
    empty: 'Nothing is planned here. Click a day or an hour to write a post for it.',
    unreadableTitle: 'The posts cannot be read',
    unreadable: 'The storage did not answer. Posts still go out at their times.',
    retry: 'Try again',
    cut: 'Not all posts of this period fit. Choose the week, or one account.',
  },
} as const;
