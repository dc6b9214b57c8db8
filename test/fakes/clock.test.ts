import { expect, it } from 'vitest';
import { HOUR } from '../../core/domain/time.ts';
import { createFakeClock, FAKE_START } from './clock.ts';

it('wakes sleepers in order, each at its time, and lets its work finish first', async () => {
  const clock = createFakeClock();
  const seen: [string, number][] = [];
  const sleeper = async (name: string, ...naps: readonly number[]): Promise<void> => {
    for (const ms of naps) {
      await clock.sleep(ms);
      await Promise.resolve();
      seen.push([name, clock.now() - FAKE_START]);
    }
  };
  void sleeper('a', 10, 5, 100);
  void sleeper('b', 12, 3);
  await clock.advance(20);
  expect(seen).toEqual([
    ['a', 10],
    ['b', 12],
    ['a', 15],
    ['b', 15],
  ]);
  expect(clock.pending()).toBe(1);
  expect(clock.now()).toBe(FAKE_START + 20);
  await clock.advanceTo(FAKE_START + 115);
  expect(clock.pending()).toBe(0);
});

it('moves the wall without waking anybody', async () => {
  const clock = createFakeClock();
  let awake = false;
  void clock.sleep(10).then(() => {
    awake = true;
  });
  const before = clock.monotonic();
  clock.setWall(FAKE_START - HOUR);
  await clock.advance(9);
  expect([awake, clock.now(), clock.monotonic() - before]).toEqual([false, FAKE_START - HOUR + 9, 9]);
  await clock.advance(1);
  expect(awake).toBe(true);
});

it('ends a sleep at once when told', async () => {
  const clock = createFakeClock();
  const controller = new AbortController();
  const asleep = clock.sleep(HOUR, controller.signal);
  controller.abort();
  await asleep;
  await clock.sleep(HOUR, controller.signal);
  expect(clock.pending()).toBe(0);
});
