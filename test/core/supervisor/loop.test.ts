import { expect, test } from 'vitest';
import { BACKOFF_STEPS } from '../../../core/domain/backoff.ts';
import { DEFAULT_PROCESSORS } from '../../../core/domain/processor.ts';
import { MINUTE, SECOND } from '../../../core/domain/time.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Processor } from '../../../core/ports/processor.ts';
import { createLoop } from '../../../core/supervisor/loop.ts';
import { createFakeClock } from '../../fakes/clock.ts';

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function rig(
  process: Processor['process'],
  more: Partial<Processor> = {},
  settings = DEFAULT_PROCESSORS.enqueue,
) {
  const clock = createFakeClock();
  const passes: number[] = [];
  let made = 0;
  const box = { settings };
  const loop = createLoop({
    name: 'enqueue',
    create: () => {
      made += 1;
      return {
        name: 'enqueue',
        ...more,
        process: (signal, beat) => {
          passes.push(clock.monotonic());
          return process(signal, beat);
        },
      };
    },
    settings: async () => box.settings,
    clock,
    log: quiet,
  });
  return { clock, loop, passes, made: () => made, box };
}

test('an idle processor is looked at again after its idle sleep, at its next look, or when woken', async () => {
  const { clock, loop, passes } = rig(async () => 'idle', { nextLook: async () => undefined });
  loop.start();
  await clock.advance(30 * SECOND);
  expect(passes).toEqual([0, 30_000]);
  await clock.advance(5 * SECOND);
  loop.wake();
  await clock.advance(0);
  expect(passes).toEqual([0, 30_000, 35_000]);
  await loop.stop();
  expect(loop.record().state).toBe('stopped');
});

test('the next look is exact', async () => {
  const clockStart = createFakeClock().now();
  const { clock, loop, passes } = rig(async () => 'idle', {
    nextLook: async () => (passes.length === 1 ? clockStart + 1234 : undefined),
  });
  loop.start();
  await clock.advance(1233);
  expect(passes).toHaveLength(1);
  await clock.advance(1);
  expect(passes[1]).toBe(1234);
  const stopped = loop.stop();
  await clock.advance(0);
  await stopped;
});

test('a wake during a pass is not lost', async () => {
  const { clock, loop, passes } = rig(async () => {
    if (passes.length === 1) loop.wake();
    return 'idle';
  });
  loop.start();
  await clock.advance(0);
  expect(passes).toHaveLength(2);
  await loop.stop();
});

test('after an error the processor is made anew, later and later, and health says so', async () => {
  const { clock, loop, passes, made } = rig(async () => {
    throw new Error('boom');
  });
  loop.start();
  await clock.advance(60 * SECOND);
  const gaps = passes.slice(1).map((at, i) => at - (passes[i] ?? 0));
  expect(gaps.slice(0, BACKOFF_STEPS.length)).toEqual(BACKOFF_STEPS);
  expect(made()).toBe(passes.length);
  expect(loop.record()).toMatchObject({ state: 'backing-off', lastError: 'boom' });
  await loop.stop();
});

test('a wake does not cut a back-off short', async () => {
  const { clock, loop, passes } = rig(async () => {
    throw new Error('boom');
  });
  loop.start();
  await clock.advance(20 * SECOND);
  const before = passes.length;
  loop.wake();
  await clock.advance(SECOND);
  expect(passes.length).toBeLessThanOrEqual(before + 1);
  await loop.stop();
});

test('the back-off begins anew only after a stable minute', async () => {
  let ill = true;
  const { clock, loop } = rig(async () => {
    if (ill) throw new Error('boom');
    return 'idle';
  });
  loop.start();
  await clock.advance(SECOND);
  ill = false;
  await clock.advance(30 * SECOND);
  expect(loop.record().failures).toBeGreaterThan(0);
  await clock.advance(2 * MINUTE);
  expect(loop.record()).toMatchObject({ failures: 0, lastError: null });
  await loop.stop();
});

test('a long pass that beats is not silent', async () => {
  const { clock, loop } = rig(async (_signal, beat) => {
    for (let i = 0; i < 4; i++) {
      await clock.sleep(25 * SECOND);
      beat();
    }
    return 'idle';
  });
  const start = clock.now();
  loop.start();
  await clock.advance(80 * SECOND);
  expect(loop.record().lastBeat).toBe(start + 75 * SECOND);
  const stopped = loop.stop();
  await clock.advance(MINUTE);
  await stopped;
});

test('switched off it rests, switched on it goes on without a restart', async () => {
  const off = { ...DEFAULT_PROCESSORS.enqueue, enabled: false };
  const { clock, loop, passes, box } = rig(async () => 'idle', {}, off);
  loop.start();
  await clock.advance(MINUTE);
  expect(passes).toEqual([]);
  expect(loop.record().state).toBe('paused');
  box.settings = DEFAULT_PROCESSORS.enqueue;
  loop.wake();
  await clock.advance(0);
  expect(passes).toHaveLength(1);
  await loop.stop();
});
