import type { Instant } from './time.ts';
import { SECOND } from './time.ts';

/** What happened to the computer, as far as posts are touched by it. `at`: when it was noticed. */
export type MachineEvent =
  /** It slept, or Perch stood still, since `from`. Of the posts of that time `late` still go out, `missed` ask. */
  | {
      readonly kind: 'slept';
      readonly at: Instant;
      readonly from: Instant;
      readonly late: number;
      readonly missed: number;
    }
  /** Its clock was set, by so many ms. */
  | { readonly kind: 'clockSet'; readonly at: Instant; readonly by: number }
  /** X cannot be reached. */
  | { readonly kind: 'offline'; readonly at: Instant }
  /** It can again; `from`: since when it could not. */
  | { readonly kind: 'online'; readonly at: Instant; readonly from: Instant };

/** The clocks of a machine at one moment. */
export type Tick = {
  readonly wall: Instant;
  /** Since the machine started, sleep included, ms; some systems count whole seconds. */
  readonly uptime: number;
};

/** What became of time between two looks at the clocks. */
export type ClockStep =
  | { readonly kind: 'slept'; readonly from: Instant; readonly at: Instant }
  | { readonly kind: 'set'; readonly by: number; readonly at: Instant };

/** Less is the network's time service at work, or the rounding of the clocks. */
const NOTICEABLY_SET = 10 * SECOND;
/** A look that comes this much later than planned: nobody was there to look. */
const NOTICEABLY_AWAY = 60 * SECOND;

/** `planned`: ms between the two looks, if nothing happened. */
export function clockSteps(before: Tick, now: Tick, planned: number): readonly ClockStep[] {
  const passed = now.uptime - before.uptime;
  const by = now.wall - before.wall - passed;
  const steps: ClockStep[] = [];
  if (Math.abs(by) >= NOTICEABLY_SET) steps.push({ kind: 'set', by, at: now.wall });
  // In the time that is in force now, like the times of the posts.
  if (passed - planned >= NOTICEABLY_AWAY)
    steps.push({ kind: 'slept', from: now.wall - passed, at: now.wall });
  return steps;
}
