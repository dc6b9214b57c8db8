import { restartDelay } from '../domain/backoff.ts';
import type { ProcessorRecord } from '../domain/health.ts';
import type { ProcessorName, ProcessorSettings } from '../domain/processor.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Processor } from '../ports/processor.ts';
import { createNap } from './nap.ts';
import { createPulse } from './pulse.ts';

export type LoopOptions = {
  readonly name: ProcessorName;
  readonly create: () => Processor;
  readonly settings: () => Promise<ProcessorSettings>;
  readonly clock: Clock;
  readonly log: Log;
};

export type Loop = {
  readonly name: ProcessorName;
  start(): void;
  /** Ends a sleep early; a wake during a pass makes the loop look once more. Never ends a back-off. */
  wake(): void;
  /** Asks the pass to end and resolves when it has. */
  stop(): Promise<void>;
  record(): ProcessorRecord;
};

/** Keeps one processor going: pass, sleep, and after an error a new processor after a back-off. */
export function createLoop({ name, create, settings, clock, log }: LoopOptions): Loop {
  const stopping = new AbortController();
  const nap = createNap(clock);
  const pulse = createPulse(name, clock);
  let running: Promise<void> = Promise.resolve();
  let processor: Processor | undefined;

  async function pass(): Promise<void> {
    const { enabled, idleSleep } = await settings();
    nap.begin();
    if (!enabled) {
      pulse.beat('paused');
      return nap.sleep(idleSleep);
    }
    processor ??= create();
    pulse.beat('working');
    const result = await processor.process(stopping.signal, () => pulse.beat('working'));
    if (result === 'worked') return pulse.worked();
    pulse.beat('idle');
    const next = await processor.nextLook?.();
    await nap.sleep(Math.min(idleSleep, next === undefined ? idleSleep : next - clock.now()));
  }

  async function startAnew(error: unknown): Promise<void> {
    processor = undefined;
    const failures = pulse.failed(error);
    const delay = restartDelay(failures - 1);
    log.error('processor failed and is made anew', {
      processor: name,
      error: String(error),
      delay,
      failures,
    });
    await clock.sleep(delay, stopping.signal);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) await pass().catch(startAnew);
    pulse.beat('stopped');
  }

  return {
    name,
    start: () => {
      running = run();
    },
    wake: () => nap.wake(),
    stop: async () => {
      stopping.abort();
      nap.end();
      await running;
    },
    record: () => pulse.record(),
  };
}
