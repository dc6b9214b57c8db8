import type { ProcessorRecord } from '../domain/health.ts';
import type { ProcessorName, ProcessorSettings } from '../domain/processor.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Processor } from '../ports/processor.ts';
import { createLoop } from './loop.ts';

export type SupervisorOptions = {
  readonly create: Readonly<Record<ProcessorName, () => Processor>>;
  readonly settings: (name: ProcessorName) => Promise<ProcessorSettings>;
  readonly clock: Clock;
  readonly log: Log;
};

export type Supervisor = {
  start(): void;
  /** Wakes one processor, or all. */
  wake(name?: ProcessorName): void;
  stop(): Promise<void>;
  records(): readonly ProcessorRecord[];
};

/** Runs every processor in a loop of its own, so that none can stop another. */
export function createSupervisor({ create, settings, clock, log }: SupervisorOptions): Supervisor {
  const names = Object.keys(create) as ProcessorName[];
  const loops = names.map((name) =>
    createLoop({ name, create: create[name], settings: () => settings(name), clock, log }),
  );
  return {
    start: () =>
      loops.forEach((loop) => {
        loop.start();
      }),
    wake: (name) =>
      loops
        .filter((loop) => !name || loop.name === name)
        .forEach((loop) => {
          loop.wake();
        }),
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
    records: () => loops.map((loop) => loop.record()),
  };
}
