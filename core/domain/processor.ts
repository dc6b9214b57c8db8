import { MINUTE, SECOND } from './time.ts';

export const PROCESSOR_NAMES = ['enqueue', 'upload', 'publish', 'check', 'poison'] as const;
export type ProcessorName = (typeof PROCESSOR_NAMES)[number];

/** What a person may change about a processor at run time. */
export type ProcessorSettings = {
  readonly enabled: boolean;
  /** How many posts of an account are on the wire at once (publish): 1 keeps them in order. Else 1. */
  readonly count: number;
  /** Longest sleep between two looks when nothing wakes it, ms: a safety net, not the clock. */
  readonly idleSleep: number;
  /** Silent for longer than this (ms): reported unhealthy. */
  readonly reportTimeout: number;
};

export const DEFAULT_PROCESSORS: Readonly<Record<ProcessorName, ProcessorSettings>> = {
  enqueue: { enabled: true, count: 1, idleSleep: 30 * SECOND, reportTimeout: 60 * SECOND },
  upload: { enabled: true, count: 1, idleSleep: 30 * SECOND, reportTimeout: 3 * MINUTE },
  publish: { enabled: true, count: 1, idleSleep: 30 * SECOND, reportTimeout: 60 * SECOND },
  check: { enabled: true, count: 1, idleSleep: 30 * SECOND, reportTimeout: 60 * SECOND },
  poison: { enabled: true, count: 1, idleSleep: MINUTE, reportTimeout: 2 * MINUTE },
};

/** What is wrong with a change of settings, or undefined. */
export function checkProcessorSettings(patch: Partial<ProcessorSettings>): string | undefined {
  const { count, idleSleep, reportTimeout } = patch;
  if (count !== undefined && (!Number.isInteger(count) || count < 1 || count > 16))
    return `count must be a whole number from 1 to 16, got ${count}`;
  if (idleSleep !== undefined && !(idleSleep >= 100 && idleSleep <= 10 * MINUTE))
    return `idle sleep must be from 100 ms to 10 minutes, got ${idleSleep} ms`;
  if (reportTimeout !== undefined && !(reportTimeout >= SECOND && reportTimeout <= 60 * MINUTE))
    return `report timeout must be from 1 second to 60 minutes, got ${reportTimeout} ms`;
  return undefined;
}
