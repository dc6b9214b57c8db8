import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSystemClock } from '../../../../core/adapters/system/clock.ts';
import { HOUR, MINUTE, SECOND } from '../../../../core/domain/time.ts';

const clock = createSystemClock();

describe('the machine’s clock', () => {
  it('agrees with the wall and never goes back', () => {
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(SECOND);
    const first = clock.monotonic();
    expect(clock.monotonic()).toBeGreaterThanOrEqual(first);
  });

  it('never wakes early', async () => {
    const early = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const ms = 1 + (i % 20);
        const start = Date.now();
        await clock.sleep(ms);
        return Date.now() - start < ms;
      }),
    );
    expect(early.filter(Boolean)).toEqual([]);
  });

  it('wakes at once when told, and leaves no listener behind', async () => {
    const controller = new AbortController();
    const asleep = clock.sleep(HOUR, controller.signal);
    controller.abort();
    await asleep;
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    await clock.sleep(HOUR, controller.signal);
    const unused = new AbortController();
    await clock.sleep(1, unused.signal);
    expect(getEventListeners(unused.signal, 'abort')).toHaveLength(0);
  });
});

/** A machine whose timers, wall and monotonic clock are moved by hand. */
describe('on a machine that is not exact', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  function machine() {
    let wall = 1_000_000;
    let monotonic = 50;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(Date, 'now').mockImplementation(() => wall);
    vi.spyOn(performance, 'now').mockImplementation(() => monotonic);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    return {
      timers,
      /** Fires what is armed for the next `timer` ms, while the clocks move by `passed`. */
      pass: async (timer: number, passed = timer, wallPassed = passed) => {
        wall += wallPassed;
        monotonic += passed;
        await vi.advanceTimersByTimeAsync(timer);
      },
    };
  }

  const sleeping = (ms: number) => {
    const state = { awake: false };
    void clock.sleep(ms).then(() => {
      state.awake = true;
    });
    return state;
  };

  it('goes back to sleep when the timer fired early', async () => {
    const { pass } = machine();
    const state = sleeping(100);
    await pass(100, 99.3);
    expect(state.awake).toBe(false);
    await pass(1);
    expect(state.awake).toBe(true);
  });

  it('never asks for a timer longer than an hour, as one beyond 2^31 - 1 ms fires at once', async () => {
    const { pass, timers } = machine();
    const state = sleeping(60 * 24 * HOUR);
    await pass(0);
    expect(state.awake).toBe(false);
    await pass(HOUR);
    expect(timers.mock.calls.map(([, ms]) => ms)).toEqual([HOUR, HOUR]);
  });

  it('sees within the hour that the wall clock has jumped ahead', async () => {
    const { pass } = machine();
    const state = sleeping(10 * HOUR);
    await pass(HOUR, HOUR, 11 * HOUR);
    expect(state.awake).toBe(true);
  });

  it('sleeps at most a second longer when the wall clock is set back', async () => {
    const { pass } = machine();
    const state = sleeping(MINUTE);
    await pass(MINUTE, MINUTE, -HOUR);
    expect(state.awake).toBe(false);
    await pass(SECOND);
    expect(state.awake).toBe(true);
  });
});
