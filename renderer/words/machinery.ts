import type { SelfTestTick } from '../../core/domain/self-test.ts';
import { SECOND } from '../../core/domain/time.ts';
import { plural } from './plural.ts';

const span = (ms: number): string =>
  ms < SECOND
    ? `${Math.round(ms)} ms`
    : ms < 120 * SECOND
      ? `${(ms / SECOND).toFixed(1)} s`
      : `${Math.round(ms / 60_000)} min`;

/** What is under the hood, for whoever wants to see it. */
export const machineryWords = {
  machinery: {
    switchedOn: 'On',
    runNow: 'Run now',
    heartbeats: (heard: number, of: number) =>
      heard === of
        ? 'Heartbeats of the last minutes: all were heard.'
        : `Heartbeats of the last minutes: ${heard} of ${of} were heard.`,
    daysTitle: 'Posts a day, two weeks back and ahead',
    days: (past: number, today: number, ahead: number) =>
      `${past} in the two weeks before, ${today} today, ${ahead} in the two weeks to come.`,
    latenessTitle: 'How late the last posts were',
    lateness: (n: number, middle: number, worst: number) =>
      `The last ${plural(n, 'post')}: ${span(middle)} in the middle, ${span(worst)} at worst.`,
    noLateness: 'Nothing was published yet.',
    storageTitle: 'Answers of the storage',
    storageTimes: (last: number, worst: number) =>
      `${span(last)} for everything at the last look, ${span(worst)} at worst.`,
    noStorageTimes: 'It has not answered yet.',
    poison: 'Set aside',
    poisonText:
      'Messages that could not be worked. They are only reminders: the posts are safe and found without them.',
    message: (id: string) => `Message ${id}`,
    reads: (n: number) => `Read ${n === 1 ? 'once' : `${n} times`}, set aside`,
    requeue: 'Put it back',
    requeued: 'It is back on the queue.',
    discard: 'Discard',
    discarded: 'Discarded.',
    selfTest: 'Self-test',
    runSelfTest: 'Run self-test',
    testing: 'Testing…',
    copyDiagnostics: 'Copy diagnostics',
    copied: 'Copied, without keys, names or texts of posts.',
    tests: { storage: 'Storage', x: 'X', clock: 'Clock', disk: 'Disk' } satisfies Record<
      SelfTestTick['what'],
      string
    >,
    computer: 'This computer',
    version: 'Version',
    tray: 'Tray',
    trayThere: 'There: closing the window keeps Perch running',
    trayMissing: 'None found: closing the window quits Perch',
    keysOf: (name: string) => `Sign-in of @${name}`,
    keysMissing: 'No keys on this computer',
    keysLasting: 'With keys that do not end',
    keysRenewed: 'Renewed by itself when it is used',
    keysEnded: (distance: string) => `Renewed by itself when it is used; the present token ended ${distance}`,
    keysEnd: (distance: string) => `Renewed by itself when it is used; the present token ends ${distance}`,
    limits: 'Limits of X',
    noLimits: 'None now',
    limitUntil: (name: string, time: string) => `@${name} waits until ${time}`,
    sleepTitle: 'A sleeping computer publishes late',
    sleepText:
      'Posts go out while this computer is awake and Perch runs. What is due while it sleeps goes out when it wakes, if its late window lasts until then; else it asks you. Keep it awake around the times of your posts, or let a headless worker on another machine publish them.',
    sleepAction: 'How to run one',
  },
} as const;
