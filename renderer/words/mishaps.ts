import type { Mishap } from '../../core/rpc/shell-contract.ts';

/** What ended by itself. */
export const mishapWords = {
  mishaps: {
    title: 'Started again',
    text: 'These parts of Perch ended by themselves since it was started. Nothing of yours is lost; the log has the reasons.',
    what: {
      window: 'The window had to be opened again.',
      'window-given-up': 'The window ended several times in a row, so it was not opened again by itself.',
      quick: 'The window for a new post ended; what was written in it is kept.',
      graphics: 'The part that draws the window was started again.',
      worker: 'The publisher was started again and looked after what it was doing.',
      part: 'A part of Perch was started again.',
    } satisfies Record<Mishap['what'], string>,
    reopened: 'Perch’s window had to be opened again; nothing of yours is lost.',
  },
} as const;
