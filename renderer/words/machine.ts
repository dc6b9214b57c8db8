import type { KeepAwakeState } from '../../core/rpc/shell-contract.ts';
import { plural } from './plural.ts';

const MINUTE = 60_000;

/** Roughly: nobody wants the seconds of a night. */
function span(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) return `${plural(Math.max(1, Math.round(ms / 1000)), 'second')}`;
  if (minutes < 120) return plural(minutes, 'minute');
  return plural(Math.round(minutes / 60), 'hour');
}

/** What happens to the computer itself. */
export const machineWords = {
  closing: {
    title: 'Closing the window',
    label: 'Keep Perch in the tray when its window is closed',
    text: 'Posts go out from the tray. Without this, closing the window quits Perch, and nothing goes out until it is started again.',
    noChoice: 'Where no tray can be seen, closing the window quits Perch. On macOS it goes on.',
    quits: 'There, and not used: closing the window quits Perch',
  },
  keepAwake: {
    title: 'Sleep',
    label: 'Keep this computer awake for posts',
    text: 'From 15 minutes before a post until it is out; the screen may go dark. A computer that sleeps already is not woken, nor one whose lid is closed.',
    fact: 'Kept awake',
    states: {
      off: 'No',
      on: 'Yes, when a post is due within 15 minutes; not now',
      holding: 'Yes, now: a post is due soon or on its way',
    } satisfies Record<KeepAwakeState, string>,
  },
  machine: {
    name: 'This computer',
    slept: (ms: number, late: number, missed: number) =>
      [
        `It slept for ${span(ms)}, or Perch stood still.`,
        late > 0 && `${plural(late, 'post')} of that time ${late === 1 ? 'goes' : 'go'} out late.`,
        missed > 0 &&
          `${plural(missed, 'post')} missed ${missed === 1 ? 'its' : 'their'} time and ${missed === 1 ? 'needs' : 'need'} you.`,
      ]
        .filter(Boolean)
        .join(' '),
    clockSet: (ms: number) =>
      `Its clock was set ${ms > 0 ? 'forward' : 'back'} by ${span(Math.abs(ms))}. All times were looked at anew.`,
    offline: 'X cannot be reached. Posts wait for the network.',
    online: (ms: number) => `X can be reached again, after ${span(ms)}.`,
    kinds: {
      slept: 'Asleep',
      clockSet: 'Clock set',
      offline: 'Offline',
      online: 'Online again',
    },
  },
} as const;
