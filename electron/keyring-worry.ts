import type { HealthReason } from '../core/domain/health.ts';
import type { SecretsState } from '../core/rpc/secrets-contract.ts';
import type { TraySummary } from '../core/rpc/worker-messages.ts';

/** The worker's report with what only main knows: keys that cannot be read. */
export function withKeyring(summary: TraySummary, secrets: SecretsState): TraySummary {
  const message = worryOf(secrets);
  if (message === undefined) return summary;
  const { health } = summary;
  const reason: HealthReason = { code: 'keyring', severity: 'degraded', message };
  const status = health.status === 'healthy' ? 'degraded' : health.status;
  return { ...summary, health: { ...health, status, reasons: [...health.reasons, reason] } };
}

function worryOf({ waiting, lost, storage }: SecretsState): string | undefined {
  const names = (accounts: readonly string[]): string => accounts.map((name) => `@${name}`).join(', ');
  if (waiting.length > 0) return `The keyring is locked, so posts of ${names(waiting)} wait. Unlock it.`;
  if (storage === 'waiting') return 'The keyring with the connection of the storage is locked. Unlock it.';
  if (lost.length > 0) return `Another keyring sealed the keys of ${names(lost)}. Sign in again.`;
  return storage === 'lost'
    ? 'Another keyring sealed the connection of the storage. Give it again.'
    : undefined;
}
