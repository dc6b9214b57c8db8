import type { ProcessorName, ProcessorSettings } from '../domain/processor.ts';
import type { Instant } from '../domain/time.ts';

/** Settings that every worker of a store obeys; changes apply without a restart. */
export type SettingsStore = {
  processors(): Promise<Readonly<Record<ProcessorName, ProcessorSettings>>>;
  setProcessor(name: ProcessorName, patch: Partial<ProcessorSettings>): Promise<ProcessorSettings>;
  /** Publishing is paused until this instant; null: not paused; Infinity: until a person resumes. */
  pausedUntil(): Promise<Instant | null>;
  setPausedUntil(until: Instant | null): Promise<void>;
};
