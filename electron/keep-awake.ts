import { isPaused } from '../core/domain/health.ts';
import { type Instant, MINUTE } from '../core/domain/time.ts';
import type { KeepAwakeState } from '../core/rpc/shell-contract.ts';
import type { TraySummary } from '../core/rpc/worker-messages.ts';

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
  /** The worker's last report; undefined: none is at work. */
  update(summary: TraySummary | undefined): void;
  state(): KeepAwakeState;
  /** For good. */
  release(): void;
};

/** So long before a post: its media are uploaded in this time, too. */
export const AWAKE_BEFORE = 15 * MINUTE;

/** Holds the computer awake while a post is due soon or on its way, if the person wants that, and no longer. */
export function createKeepAwake({ blocker, isWanted, now, onChange }: KeepAwakeDeps): KeepAwake {
  let held: number | undefined;
  const hold = (shouldHold: boolean): void => {
    if (shouldHold === (held !== undefined)) return;
    if (held !== undefined) blocker.stop(held);
    held = shouldHold ? blocker.start() : undefined;
    onChange();
  };
  return {
    update: (summary) => hold(isWanted() && summary !== undefined && isNeeded(summary, now())),
    state: () => (held !== undefined ? 'holding' : isWanted() ? 'on' : 'off'),
    release: () => hold(false),
  };
}

function isNeeded({ counts, next, pausedUntil }: TraySummary, now: Instant): boolean {
  if (counts.publishing > 0) return true;
  return next !== null && !isPaused(pausedUntil, now) && next.dueAt - now <= AWAKE_BEFORE;
}
