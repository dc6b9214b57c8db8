import { plural } from './plural.ts';

/** What is done with several posts, or by moving them about. */
export const bulkWords = {
  label: 'Selected posts',
  selected: (n: number) => `${n} selected`,
  clear: 'Clear the selection',
  move: 'Move',
  moveHour: '1 hour later',
  moveDay: '1 day later',
  moveWeek: '1 week later',
  moveOther: 'By or to…',
  spread: 'Spread over free slots',
  duplicate: 'Duplicate',
  delete: 'Delete',
  moved: (n: number) => `${plural(n, 'post')} moved.`,
  spreadDone: (n: number) => `${plural(n, 'post')} spread over free slots.`,
  duplicated: (n: number) => `${plural(n, 'post')} duplicated as ${n === 1 ? 'a draft' : 'drafts'}.`,
  deleted: (n: number) => `${plural(n, 'post')} cancelled.`,
  progress: (done: number, of: number) => `${done} of ${of} posts done…`,
  refused: (n: number, of: number, first: string) =>
    `${n} of ${plural(of, 'post')} could not be changed: ${first}`,
  nothingToMove: 'None of these has a time that can be moved.',
  nothingToSpread: 'None of these can be given a new time.',
  nothingToDelete: 'None of these can be cancelled: they are out, or on their way.',
  moveTitle: (n: number) => `Move ${plural(n, 'post')}`,
  moveField: 'By how much, or to when',
  movePlaceholder: 'by 2 hours, by 3 days, tomorrow 9am',
  moveBy: (words: string) => `Each ${words} later`,
  moveTo: (time: string) => `The first goes out ${time}, the others as far from it as now`,
  moveConfirm: 'Move',
  notMovable: 'This post cannot change places: it has left, or its time has passed.',
  noNeighbour: 'There is no post of its account and day to change places with.',
  swapped: (time: string) => `Moved to ${time}.`,
} as const;

export const rescheduleWords = {
  title: 'When should it go out?',
  field: 'New time',
  hint: (zone: string) => `Read in ${zone}`,
  placeholder: 'tomorrow 9am, fri 14:30, in 2h',
  confirm: 'Reschedule',
  presets: 'Times to choose from',
  presetWords: ['In 1 hour', 'Tomorrow 09:00', 'Next Monday 09:00'],
  done: (time: string) => `It goes out ${time}.`,
} as const;
