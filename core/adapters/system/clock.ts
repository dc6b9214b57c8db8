import { performance } from 'node:perf_hooks';
import { HOUR, SECOND } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';

/** Longest single timer: setTimeout fires at once beyond 2^31 - 1 ms, and a look an hour costs nothing. */
const MAX_TIMER = HOUR;
/** When the wall clock falls behind the monotonic one by more than this during a sleep, it was set back. */
const SET_BACK = SECOND;

/**
 * The machine's clock. `sleep` looks at the wall clock when its timer fires, because setTimeout fires up to
 * 0.7 ms early. A wall clock that is set back during a sleep does not prolong it: the sleep ends a second late
 * by the monotonic clock, and whoever waits for an instant looks again.
 */
export function createSystemClock(): Clock {
  return { now: () => Date.now(), monotonic: () => performance.now(), sleep };
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  const wallStart = Date.now();
  const start = performance.now();
  const remaining = (): number =>
    Math.min(ms - (Date.now() - wallStart), ms + SET_BACK - (performance.now() - start));
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const arm = (left: number): void => {
      timer = setTimeout(look, Math.min(Math.ceil(left), MAX_TIMER));
    };
    const look = (): void => {
      const left = remaining();
      if (left > 0) arm(left);
      else finish();
    };
    signal?.addEventListener('abort', finish, { once: true });
    // Also a sleep of 0 lets other work run first.
    arm(Math.max(0, ms));
  });
}
