import type { Chord } from './ui/keys.ts';

export type ShortcutScope = 'everywhere' | 'composer' | 'queue' | 'calendar' | 'activity';

type Shortcut = { readonly keys: readonly Chord[]; readonly scope: ShortcutScope; readonly label: string };

/**
 * Every shortcut, once: handlers, tooltips, menus and the cheat sheet read this table. Those of the queue work
 * while a row has the focus, those of the calendar while it has, so that single letters never get in the way of
 * typing.
 */
export const SHORTCUTS = {
  palette: { keys: ['Mod+k'], scope: 'everywhere', label: 'Search and commands' },
  newPost: { keys: ['Mod+n'], scope: 'everywhere', label: 'New post' },
  showPosts: { keys: ['Mod+1'], scope: 'everywhere', label: 'Go to the queue' },
  showCalendar: { keys: ['Mod+2'], scope: 'everywhere', label: 'Go to the calendar' },
  showActivity: { keys: ['Mod+3'], scope: 'everywhere', label: 'Go to the activity' },
  showHealth: { keys: ['Mod+4'], scope: 'everywhere', label: 'Go to health' },
  showTransfer: { keys: ['Mod+5'], scope: 'everywhere', label: 'Import and export posts' },
  showSettings: { keys: ['Mod+,'], scope: 'everywhere', label: 'Go to settings' },
  nextPart: { keys: ['F6'], scope: 'everywhere', label: 'Go to the next part of the window' },
  previousPart: { keys: ['Shift+F6'], scope: 'everywhere', label: 'Go to the part before' },
  pause: { keys: ['Mod+Shift+p'], scope: 'everywhere', label: 'Pause or resume' },
  undo: { keys: ['Mod+z'], scope: 'everywhere', label: 'Undo the last change' },
  redo: { keys: ['Mod+Shift+z'], scope: 'everywhere', label: 'Do again what was undone' },
  help: { keys: ['?'], scope: 'everywhere', label: 'Keyboard shortcuts' },
  add: { keys: ['Mod+Enter'], scope: 'composer', label: 'Add to queue' },
  postNowComposer: { keys: ['Mod+Shift+Enter'], scope: 'composer', label: 'Post now' },
  when: { keys: ['Mod+l'], scope: 'composer', label: 'Go to “When”' },
  addPart: { keys: ['Mod+Shift+n'], scope: 'composer', label: 'Add part' },
  splitPart: { keys: ['Alt+Enter'], scope: 'composer', label: 'Split the part at the caret' },
  save: { keys: ['Mod+s'], scope: 'composer', label: 'Nothing to do: it is kept already' },
  closeQuick: { keys: ['Escape'], scope: 'composer', label: 'Close the quick window; the draft is kept' },
  partUp: { keys: ['Alt+ArrowUp'], scope: 'composer', label: 'Move part up' },
  partDown: { keys: ['Alt+ArrowDown'], scope: 'composer', label: 'Move part down' },
  addMedia: { keys: ['Mod+u'], scope: 'composer', label: 'Add pictures or a video to the part' },
  mediaEarlier: { keys: ['Alt+ArrowLeft'], scope: 'composer', label: 'On a picture: move it forward' },
  mediaLater: { keys: ['Alt+ArrowRight'], scope: 'composer', label: 'On a picture: move it back' },
  mediaRemove: { keys: ['Delete'], scope: 'composer', label: 'On a picture: remove it' },
  next: { keys: ['ArrowDown', 'j'], scope: 'queue', label: 'Next post' },
  previous: { keys: ['ArrowUp', 'k'], scope: 'queue', label: 'Previous post' },
  details: { keys: ['Enter'], scope: 'queue', label: 'Details' },
  search: { keys: ['Mod+f', '/'], scope: 'queue', label: 'Search the queue, or just type' },
  goToday: { keys: ['t'], scope: 'queue', label: 'Go to what is next' },
  select: { keys: ['x', 'Space'], scope: 'queue', label: 'Select' },
  selectMore: { keys: ['Shift+ArrowDown', 'Shift+ArrowUp'], scope: 'queue', label: 'Select the next too' },
  selectAll: { keys: ['Mod+a'], scope: 'queue', label: 'Select all that are shown' },
  clearSelection: { keys: ['Escape'], scope: 'queue', label: 'Clear the selection' },
  earlier: { keys: ['Alt+ArrowUp'], scope: 'queue', label: 'Change places with the post before' },
  later: { keys: ['Alt+ArrowDown'], scope: 'queue', label: 'Change places with the post after' },
  edit: { keys: ['e'], scope: 'queue', label: 'Edit' },
  reschedule: { keys: ['r'], scope: 'queue', label: 'Reschedule' },
  duplicate: { keys: ['d'], scope: 'queue', label: 'Duplicate' },
  copyText: { keys: ['c'], scope: 'queue', label: 'Copy text' },
  postNow: { keys: ['n'], scope: 'queue', label: 'Post now' },
  retry: { keys: ['y'], scope: 'queue', label: 'Try again' },
  open: { keys: ['o'], scope: 'queue', label: 'Open on X' },
  cancel: { keys: ['Delete', '#'], scope: 'queue', label: 'Cancel post, or all that are selected' },
  calendarMove: {
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    scope: 'calendar',
    label: 'Move along; a post that is picked up: by a day, by 15 minutes',
  },
  calendarPickUp: { keys: ['Enter'], scope: 'calendar', label: 'Pick a post up, and drop it' },
  calendarHour: {
    keys: ['Shift+ArrowUp', 'Shift+ArrowDown'],
    scope: 'calendar',
    label: 'Move a post that is picked up by an hour',
  },
  calendarGiveUp: {
    keys: ['Escape'],
    scope: 'calendar',
    label: 'Leave a post that is picked up where it was',
  },
  calendarOpen: { keys: ['Space'], scope: 'calendar', label: 'Details of the post' },
  calendarEdit: { keys: ['e'], scope: 'calendar', label: 'Edit the post' },
  calendarNew: { keys: ['n'], scope: 'calendar', label: 'New post at this time' },
  calendarToday: { keys: ['t'], scope: 'calendar', label: 'Today' },
  calendarMonth: { keys: ['m'], scope: 'calendar', label: 'Month' },
  calendarWeek: { keys: ['w'], scope: 'calendar', label: 'Week' },
  calendarPrevious: { keys: ['Alt+ArrowLeft', 'PageUp'], scope: 'calendar', label: 'Previous month or week' },
  calendarNext: { keys: ['Alt+ArrowRight', 'PageDown'], scope: 'calendar', label: 'Next month or week' },
  problems: { keys: ['!'], scope: 'activity', label: 'Only problems, or everything' },
  follow: { keys: ['f'], scope: 'activity', label: 'Follow what happens, or stand still' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof SHORTCUTS;
