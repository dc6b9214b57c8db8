import type { Account } from '../domain/account.ts';
import type { Refusal } from '../domain/outcome.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';

/** Keys with the publisher that uses them. */
export type Connection = {
  readonly keys: AccountKeys;
  /** Tells keys apart without holding one. */
  readonly fingerprint: string;
  readonly publisher: Publisher;
};

export type ConnectDeps = {
  readonly accounts: AccountStore;
  /** Where known keys are looked up; default `accounts`. */
  readonly known?: Pick<AccountStore, 'list'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Lets an account's held posts go on: it has new keys. */
  readonly openAccount: (name: string) => Promise<void>;
  /** Keeps keys under the name that X gave, before anything that was held goes on with them. */
  readonly keepKeys?: (name: string) => Promise<void>;
};

/** An account with its connection, or why X did not say whose keys they are. */
export type Connected =
  | { readonly kind: 'connected'; readonly account: Account; readonly connection: Connection }
  | { readonly kind: 'unknown'; readonly connection: Connection; readonly refusal: Refusal };

/**
 * Finds the account that keys belong to: the stored one with the same fingerprint, or the one that X names.
 * X is asked once for a set of keys; an account that was held goes on when its keys are new.
 */
export async function connectAccount(
  deps: ConnectDeps,
  connection: Connection,
  signal: AbortSignal,
): Promise<Connected> {
  const stored = (await (deps.known ?? deps.accounts).list()).find(
    (account) => account.keysFingerprint === connection.fingerprint,
  );
  if (stored) {
    await deps.keepKeys?.(stored.name);
    return { kind: 'connected', account: stored, connection };
  }
  const identity = await connection.publisher.identify('', signal);
  if (identity.kind === 'unknown') {
    deps.log.warn('X did not say whose keys these are', {
      kind: identity.refusal.kind,
      detail: identity.refusal.detail,
    });
    return { kind: 'unknown', connection, refusal: identity.refusal };
  }
  const before = await deps.accounts.get(identity.name);
  const account: Account = {
    name: identity.name,
    userId: identity.userId,
    kind: connection.keys.kind,
    premium: identity.premium,
    keysFingerprint: connection.fingerprint,
    gate: { state: 'open' },
    addedAt: before?.addedAt ?? deps.clock.now(),
  };
  await deps.keepKeys?.(account.name);
  await deps.accounts.put(account);
  if (before) await deps.openAccount(account.name);
  return { kind: 'connected', account, connection };
}
