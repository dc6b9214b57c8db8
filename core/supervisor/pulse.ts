import type { ProcessorRecord, ProcessorState } from '../domain/health.ts';
import type { ProcessorName } from '../domain/processor.ts';
import { SECOND } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import { StoreError } from '../ports/store-error.ts';

/** Without a failure for this long, the back-off starts from its first step again. */
const STABLE = 60 * SECOND;

export type Pulse = {
  beat(state: ProcessorState): void;
  /** A beat of a pass that did something. */
  worked(): void;
  /** Notes a failure; how many there were in a row. */
  failed(error: unknown): number;
  record(): ProcessorRecord;
};

/** What is known of one processor: its heartbeat, its failures, its state. */
export function createPulse(name: ProcessorName, clock: Clock): Pulse {
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

  function update(state: ProcessorState, more: Partial<ProcessorRecord> = {}): void {
    // Not at the first good pass: one that fails a moment after each start would be retried without a pause.
    const stable = record.failures > 0 && clock.monotonic() - failedAt > STABLE;
    record = {
      ...record,
      ...(stable && { failures: 0, lastError: null }),
      state,
      lastBeat: clock.now(),
      ...more,
    };
  }

  return {
    beat: update,
    worked: () => update('working', { lastWorked: clock.now() }),
    failed: (error) => {
      failedAt = clock.monotonic();
      const lastError = error instanceof Error ? error.message : String(error);
      update('backing-off', {
        restarts: record.restarts + 1,
        failures: record.failures + 1,
        lastError,
        outage: error instanceof StoreError,
      });
      return record.failures;
    },
    record: () => record,
  };
}
