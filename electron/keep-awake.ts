import { isPaused } from '../core/domain/health.ts';
import { type Instant, MINUTE } from '../core/domain/time.ts';
import type { KeepAwakeState } from '../core/rpc/shell-contract.ts';
import type { TraySummary } from '../core/rpc/worker-messages.ts';
import type { WorkerStatus } from './worker-supervision.ts';

/** What keeps the computer from falling asleep by itself; its screen may go dark. */
export type PowerBlocker = {
  /** An id to stop it by. */
  start(): number;
  stop(id: number): void;
};

export type KeepAwakeDeps = {
  readonly blocker: PowerBlocker;
  /** The person wants it. */
  readonly isWanted: () => boolean;
  /** The worker's time. */
  readonly now: () => Instant;
  readonly onChange: () => void;
};

export type KeepAwake = {
  /** Nobody is held awake for a worker that does not run. */
  setWorker(status: WorkerStatus): void;
  setSummary(summary: TraySummary): void;
  /** The person wants something else now. */
  refresh(): void;
  state(): KeepAwakeState;
  /** Lets go of the computer, for good. */
  destroy(): void;
};

/** So long before a post: its media are uploaded in this time, too. */
export const AWAKE_BEFORE = 15 * MINUTE;

/** Holds the computer awake while a post is due soon or on its way, if the person wants that, and no longer. */
export function createKeepAwake({ blocker, isWanted, now, onChange }: KeepAwakeDeps): KeepAwake {
  let held: number | undefined;
  let last: TraySummary | undefined;
  const hold = (shouldHold: boolean): void => {
    if (shouldHold === (held !== undefined)) return;
    if (held !== undefined) blocker.stop(held);
    held = shouldHold ? blocker.start() : undefined;
    onChange();
  };
  const refresh = (): void => hold(isWanted() && last !== undefined && isNeeded(last, now()));
  return {
    setWorker: ({ state }) => {
      if (state === 'running') return;
      last = undefined;
      refresh();
    },
    setSummary: (summary) => {
      last = summary;
      refresh();
    },
    refresh,
    state: () => (held !== undefined ? 'holding' : isWanted() ? 'on' : 'off'),
    destroy: () => hold(false),
  };
}

function isNeeded({ counts, next, pausedUntil }: TraySummary, now: Instant): boolean {
  if (counts.publishing > 0) return true;
  return next !== null && !isPaused(pausedUntil, now) && next.dueAt - now <= AWAKE_BEFORE;
}
