import { join } from 'node:path';
import { openSandbox, type Sandbox } from '../adapters/sandbox/sandbox.ts';
import { fingerprintKeys } from '../adapters/x/keys.ts';
import type { Account } from '../domain/account.ts';
import { Secret } from '../domain/secret.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import type { Home } from './home.ts';

/** The home's own sandbox X. What it was sent is in its file before it answers, so no kill forgets a post. */
export function openHomeSandbox(home: string): Promise<Sandbox> {
  return openSandbox({ file: sandboxFile(home) });
}

export const sandboxFile = (home: string): string => join(home, 'sandbox.db');

export function sandboxKeys(sandbox: Sandbox): AccountKeys {
  return { kind: 'sandbox', apiBaseUrl: sandbox.url, keys: new Secret(sandbox.keys) };
}

/** The home's sandbox account, made when it is not there yet. */
export async function ensureSandboxAccount({ path, store, accounts, clock }: Home): Promise<Account> {
  const stored = (await accounts.list()).find((account) => account.kind === 'sandbox');
  if (stored) return stored;
  const sandbox = await openHomeSandbox(path);
  const account: Account = {
    name: sandbox.account.username,
    userId: sandbox.account.id,
    kind: 'sandbox',
    premium: false,
    keysFingerprint: fingerprintKeys(sandbox.keys),
    gate: { state: 'open' },
    addedAt: clock.now(),
  };
  await store.accounts.put(account);
  accounts.note(await store.accounts.list());
  await sandbox.close();
  return account;
}
