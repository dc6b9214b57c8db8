import { type DemoClock, simulatedAt } from '../../domain/demo-clock.ts';
import type { Clock } from '../../ports/clock.ts';

/** The time of a demo, the monotonic one too, so that everything which waits stays in proportion. */
export function createScaledClock(base: Clock, demo: DemoClock): Clock {
  return {
    now: () => simulatedAt(demo, base.now()),
    monotonic: () => base.monotonic() * demo.speed,
    sleep: (ms, signal) => base.sleep(ms / demo.speed, signal),
  };
}
