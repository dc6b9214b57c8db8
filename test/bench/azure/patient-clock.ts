import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Instant } from '../../../core/domain/time.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { createSleepers } from '../../fakes/sleepers.ts';

/** A simulated clock for code that makes real requests: it stands still while one is under way. */
export type PatientClock = Clock & {
  /** Moves on by `ms`, from one sleeper to the next, and gives each all the time it needs. */
  readonly run: (ms: number) => Promise<void>;
  /** The same until `done`, for at most `ms`; false when it was not done by then. */
  readonly runUntil: (done: () => boolean, ms: number) => Promise<boolean>;
  readonly close: () => void;
};

/** Turns of the event loop in a row without a request before the clock may move on. */
const QUIET_TURNS = 8;

/** Begins now: the times of a queue are those of its service. `busy`: requests that somebody else knows to be under way, such as those in a proxy. */
export function createPatientClock(busy: () => number, start: Instant = Date.now()): PatientClock {
  const requests = watchRequests();
  let monotonic = 0;
  const sleepers = createSleepers(() => monotonic);

  async function quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns++) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (requests.inFlight() + busy() > 0) turns = 0;
    }
  }

  async function runUntil(done: () => boolean, ms: number): Promise<boolean> {
    const until = monotonic + ms;
    await quiet();
    for (let sleeper = sleepers.next(until); sleeper && !done(); sleeper = sleepers.next(until)) {
      monotonic = Math.max(monotonic, sleeper.at);
      sleeper.wake();
      await quiet();
    }
    return done();
  }

  return {
    now: () => start + monotonic,
    monotonic: () => monotonic,
    sleep: sleepers.sleep,
    run: async (ms) => {
      const until = monotonic + ms;
      await runUntil(() => false, ms);
      monotonic = until;
    },
    runUntil,
    close: requests.close,
  };
}

/** Requests that this process sent over HTTP and that were not answered yet. */
function watchRequests() {
  const open = new Set<unknown>();
  const sent = (message: unknown): unknown => open.add((message as { request: unknown }).request);
  const ended = (message: unknown): unknown => open.delete((message as { request: unknown }).request);
  subscribe('http.client.request.start', sent);
  subscribe('http.client.response.finish', ended);
  subscribe('http.client.request.error', ended);
  return {
    inFlight: () => open.size,
    close: () => {
      unsubscribe('http.client.request.start', sent);
      unsubscribe('http.client.response.finish', ended);
      unsubscribe('http.client.request.error', ended);
    },
  };
}
