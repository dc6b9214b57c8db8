import { MINUTE } from '../core/domain/time.ts';

/** Whether a window that ended by itself is opened again. */
export type CrashLimit = {
  /** Counts one more. False: it would only go on like this. */
  mayReopen(now: number): boolean;
  /** A person wants to try it again. */
  forget(): void;
};

const MOST = 3;
const WITHIN = 1 * MINUTE;

/** At most three times a minute. */
export function createCrashLimit(): CrashLimit {
  let crashes: readonly number[] = [];
  return {
    mayReopen: (now) => {
      crashes = [...crashes, now].filter((at) => at > now - WITHIN);
      return crashes.length <= MOST;
    },
    forget: () => {
      crashes = [];
    },
  };
}
