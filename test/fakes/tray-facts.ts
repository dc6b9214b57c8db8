import type { Health, HealthStatus } from '../../core/domain/health.ts';
import { STATUSES, type Status } from '../../core/domain/status.ts';
import type { TraySummary } from '../../core/rpc/worker-messages.ts';
import type { TrayFacts } from '../../electron/tray-state.ts';
import type { TrayTimes } from '../../electron/tray-time.ts';

export const AT_1430 = Date.UTC(2027, 2, 1, 14, 30);

const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

/** It is 12:00 in a zone without hours of its own. */
export const TIMES: TrayTimes = {
  now: () => Date.UTC(2027, 2, 1, 12),
  short: clock,
  long: (at) => `today ${clock(at)}`,
};

export const NEXT = { id: 'next-post', text: 'Launch day is here and everybody is invited', dueAt: AT_1430 };

const NO_COUNTS = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;

export type FactOptions = Partial<Omit<TrayFacts, 'summary' | 'worker'>> & {
  readonly counts?: Partial<Record<Status, number>>;
  readonly attention?: number;
  readonly pausedUntil?: number;
  readonly next?: TraySummary['next'];
  readonly reasons?: Health['reasons'];
};

const RANK: readonly HealthStatus[] = ['healthy', 'paused', 'degraded', 'unhealthy'];

/** A worker that runs, on a computer with a network and an account on X. */
export function running(options: FactOptions = {}): TrayFacts {
  const { counts = {}, attention = 0, pausedUntil, next = null, reasons = [], ...rest } = options;
  const all: Health['reasons'] =
    pausedUntil === undefined
      ? reasons
      : [{ code: 'paused', severity: 'paused', message: 'Publishing is paused.' }, ...reasons];
  const status = RANK.findLast((each) => all.some(({ severity }) => severity === each)) ?? 'healthy';
  const queue = { due: 0, waiting: 0, messages: 0, poison: 0 };
  const health = { status, reasons: all, processors: [], queue, attention };
  const summary = { health, counts: { ...NO_COUNTS, ...counts }, next, pausedUntil: pausedUntil ?? null };
  return {
    worker: { state: 'running' },
    summary,
    sandbox: false,
    online: true,
    lastPost: undefined,
    ...rest,
  };
}

/** A worker that does not run. */
export function notRunning(worker: TrayFacts['worker']): TrayFacts {
  return { ...running(), worker, summary: undefined };
}
