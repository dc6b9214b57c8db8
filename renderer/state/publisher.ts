import type { HealthStatus } from '../../core/domain/health.ts';
import type { Instant } from '../../core/domain/time.ts';
import type { SecretsState } from '../../core/rpc/secrets-contract.ts';
import { isAway, type SessionSnapshot } from './session-snapshot.ts';

/** When the next post goes out, or is tried again: then its own time has passed. */
export function nextAt({ overview }: SessionSnapshot): Instant | null {
  const next = overview?.next;
  if (!next?.dueAt) return null;
  return Math.max(Date.parse(next.dueAt), next.nextTryAt === undefined ? 0 : Date.parse(next.nextTryAt));
}

/** Since when this computer does not reach X. */
export function offlineSince({ overview }: Pick<SessionSnapshot, 'overview'>): Instant | undefined {
  return overview?.health.reasons.find(({ code }) => code === 'offline')?.since;
}

/** Keys that cannot be read: their posts will wait. Only main knows of it. */
const hasKeyTrouble = ({ waiting, lost, storage }: SecretsState): boolean =>
  waiting.length + lost.length > 0 || storage !== 'ok';

/** How publishing is, in one word, from everything the window knows. Unknown is never healthy. */
export type PublisherState = HealthStatus | 'starting' | 'restarting' | 'failed' | 'waiting' | 'offline';

export function publisherState({ shell, overview, link }: SessionSnapshot): PublisherState {
  if (shell?.worker === 'failed') return 'failed';
  if (isAway({ shell, link })) return 'restarting';
  if (link === 'connecting' || overview === null) return 'starting';
  const { health, storage } = overview;
  if (health.status === 'degraded' && offlineSince({ overview }) !== undefined) return 'offline';
  if (health.status === 'healthy' && shell && hasKeyTrouble(shell.secrets)) return 'degraded';
  // Nothing that is due waits for it yet, and yet nothing is published.
  return health.status === 'degraded' && storage.trouble ? 'waiting' : health.status;
}
