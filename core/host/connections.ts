import { type Account, isSignedOut } from '../domain/account.ts';
import type { Refusal } from '../domain/outcome.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Identity, Publisher } from '../ports/publisher.ts';
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
    // Keys that are the same as before would otherwise leave it as it is.
    if (isSignedOut(stored)) await deps.openAccount(stored.name);
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
  const account = await adoptAccount(deps, identity, {
    kind: connection.keys.kind,
    keysFingerprint: connection.fingerprint,
  });
  return { kind: 'connected', account, connection };
}

/** X has said whose keys they are: keeps them, and the account; what was held goes on. */
export async function adoptAccount(
  deps: Pick<ConnectDeps, 'accounts' | 'clock' | 'openAccount' | 'keepKeys'>,
  { name, userId, premium }: Pick<Extract<Identity, { kind: 'known' }>, 'name' | 'userId' | 'premium'>,
  keys: Pick<Account, 'kind' | 'keysFingerprint'>,
): Promise<Account> {
  const before = await deps.accounts.get(name);
  const account: Account = {
    name,
    userId,
    premium,
    ...keys,
    gate: { state: 'open' },
    addedAt: before?.addedAt ?? deps.clock.now(),
  };
  await deps.keepKeys?.(name);
  await deps.accounts.put(account);
  if (before) await deps.openAccount(name);
  return account;
}
