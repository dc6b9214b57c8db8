import { restartDelay } from '../domain/backoff.ts';
import type { ProcessorRecord, ProcessorState } from '../domain/health.ts';
import type { ProcessorName, ProcessorSettings } from '../domain/processor.ts';
import { SECOND } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Processor } from '../ports/processor.ts';

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

/** Without a failure for this long, the back-off starts from its first step again. */
const STABLE = 60 * SECOND;

/** A processor that is idle and yet wants to look at once must not spin, ms. */
const MIN_REST = 1;

/** Keeps one processor going: pass, sleep, and after an error a new processor after a back-off. */
export function createLoop({ name, create, settings, clock, log }: LoopOptions): Loop {
  const stopping = new AbortController();
  let nap = new AbortController();
  let woken = false;
  let running: Promise<void> = Promise.resolve();
  let processor: Processor | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  let record: ProcessorRecord = {
    name,
    state: 'starting',
    lastBeat: clock.now(),
    lastWorked: null,
    restarts: 0,
    failures: 0,
    lastError: null,
  };

  function beat(state: ProcessorState, more: Partial<ProcessorRecord> = {}): void {
    const stable = record.failures > 0 && clock.monotonic() - failedAt > STABLE;
    record = { ...record, ...(stable && { failures: 0, lastError: null }), state, lastBeat: clock.now(), ...more };
  }

  async function rest(ms: number): Promise<void> {
    if (woken) return;
    nap = new AbortController();
    await clock.sleep(Math.max(MIN_REST, ms), nap.signal);
  }

  async function sleepUntilNeeded(idleSleep: number): Promise<void> {
    const next = await processor?.nextLook?.();
    await rest(Math.min(idleSleep, next === undefined ? idleSleep : next - clock.now()));
  }

  async function pass(): Promise<void> {
    const { enabled, idleSleep } = await settings();
    if (!enabled) {
      beat('paused');
      woken = false;
      return rest(idleSleep);
    }
    processor ??= create();
    beat('working');
    woken = false;
    const result = await processor.process(stopping.signal, () => beat('working'));
    beat(result === 'worked' ? 'working' : 'idle', result === 'worked' ? { lastWorked: clock.now() } : {});
    if (result === 'idle') await sleepUntilNeeded(idleSleep);
  }

  async function recover(error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    processor = undefined;
    failedAt = clock.monotonic();
    beat('backing-off', { restarts: record.restarts + 1, failures: record.failures + 1, lastError: message });
    const delay = restartDelay(record.failures - 1);
    log.error('processor failed and is made anew', { processor: name, error: message, delay, failures: record.failures });
    await clock.sleep(delay, stopping.signal);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await pass();
      } catch (error) {
        await recover(error);
      }
    }
    beat('stopped');
  }

  return {
    name,
    start: () => {
      running = run();
    },
    wake: () => {
      woken = true;
      nap.abort();
    },
    stop: async () => {
      stopping.abort();
      nap.abort();
      woken = true;
      await running;
    },
    record: () => record,
  };
}
