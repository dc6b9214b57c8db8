import { type DemoClock, simulatedAt } from '../../core/domain/demo-clock.ts';
import type { Instant } from '../../core/domain/time.ts';

let demo: DemoClock | undefined;

/** The time that posts live in: that of this computer, or of the demo. */
export const timeNow = (): Instant => (demo ? simulatedAt(demo, Date.now()) : Date.now());

/** From now on it is that of this demo, or of none. */
export function followDemo(clock: DemoClock | undefined): void {
  demo = clock;
}
