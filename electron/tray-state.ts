import type { Instant } from '../core/domain/time.ts';
import type { TraySummary } from '../core/rpc/worker-messages.ts';
import type { WorkerStatus } from './worker-supervision.ts';

/** From what needs nobody to what needs somebody at once. */
export const TRAY_STATES = [
  'starting',
  'healthy',
  'sandbox',
  'publishing',
  'paused',
  'offline',
  'attention',
  'error',
] as const;
export type TrayState = (typeof TRAY_STATES)[number];

/** All that the tray shows. */
export type TrayFacts = {
  readonly worker: WorkerStatus;
  /** The worker's last report; undefined before the first one. */
  readonly summary: TraySummary | undefined;
  /** Posts go to the sandbox on this computer. */
  readonly sandbox: boolean;
  /** The computer has some network. */
  readonly online: boolean;
  /** When this Perch last got a post out; undefined: not since it was started. */
  readonly lastPost: Instant | undefined;
};

const IN_FLIGHT = ['publishing', 'checking'] as const;

/** Without a network a shared storage is away as well: that is one trouble, not two. */
const NETWORK_ONLY: ReadonlySet<string> = new Set(['offline', 'storage', 'unreadable']);

/** The worst that is true: nothing less than it is ever shown. */
export function trayStateOf(facts: TrayFacts): TrayState {
  const { worker, summary } = facts;
  if (worker.state === 'failed' || worker.state === 'restarting') return 'error';
  if (worker.state === 'starting' || !summary) return 'starting';
  const worries = worriesOf(facts);
  if (worries.some(({ severity }) => severity === 'unhealthy')) return 'error';
  if (worries.length > 0 || summary.health.attention > 0) return 'attention';
  if (isOffline(facts)) return 'offline';
  if (summary.health.status === 'paused') return 'paused';
  if (inFlight(summary) > 0) return 'publishing';
  return facts.sandbox ? 'sandbox' : 'healthy';
}

/** What is not well, the worst first, without what only the missing network makes. */
export function worriesOf(facts: TrayFacts): TraySummary['health']['reasons'] {
  const reasons = facts.summary?.health.reasons.filter(({ severity }) => severity !== 'paused') ?? [];
  const worries = isOffline(facts) ? reasons.filter(({ code }) => !NETWORK_ONLY.has(code)) : reasons;
  const isWorst = ({ severity }: { readonly severity: string }) => severity === 'unhealthy';
  return [...worries.filter(isWorst), ...worries.filter((reason) => !isWorst(reason))];
}

/** X does not answer; or there is no network at all, which the sandbox does not need. */
export function isOffline({ sandbox, online, summary }: TrayFacts): boolean {
  return (!online && !sandbox) || offlineSince(summary) !== undefined;
}

export function offlineSince(summary: TraySummary | undefined): Instant | undefined {
  return summary?.health.reasons.find(({ code }) => code === 'offline')?.since;
}

/** A person paused it, and may resume it. */
export function isPaused({ health, pausedUntil }: TraySummary): boolean {
  return pausedUntil !== null && health.reasons.some(({ code }) => code === 'paused');
}

export function inFlight({ counts }: TraySummary): number {
  return IN_FLIGHT.reduce((sum, status) => sum + counts[status], 0);
}
