import type { ProcessorName } from '../domain/processor.ts';
import type { Instant } from '../domain/time.ts';

/**
 * One of the loops of the worker. An error thrown by `process` is a bug or an outage: the processor is thrown
 * away and made anew after a back-off, so it must keep nothing in memory that it cannot lose.
 */
export type Processor = {
  readonly name: ProcessorName;
  /**
   * One pass. `worked`: look again at once. `idle`: nothing to do until woken or `nextLook`. A long pass calls
   * `beat` at least every half minute to show that it is alive.
   */
  process(signal: AbortSignal, beat: () => void): Promise<'worked' | 'idle'>;
  /** When it has to look again even if nothing wakes it. */
  nextLook?(): Promise<Instant | undefined>;
};
