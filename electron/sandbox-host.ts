import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSandbox } from '../core/adapters/sandbox/sandbox.ts';
import type { Sandbox } from '../core/adapters/sandbox/types.ts';
import { Secret } from '../core/domain/secret.ts';
import type { PerchEnvironment } from '../core/host/environment.ts';
import { realAccountKeys, sealedAccounts } from '../core/host/keys.ts';
import type { KeyVault } from '../core/ports/key-vault.ts';
import type { Log } from '../core/ports/log.ts';
import type { SecretStore } from '../core/ports/secret-store.ts';
import type { AccountKeys } from '../core/rpc/worker-messages.ts';
import { createSecretsDesk, type SecretsDesk } from './secrets-desk.ts';
import type { SecretsHost } from './secrets-host.ts';

export type AccountsDeps = {
  readonly home: string;
  readonly log: Log;
  /** Reads the real accounts, of the environment and of the home: they beat the sandbox. */
  readonly real: () => readonly AccountKeys[];
  readonly keyring: Pick<SecretsHost, 'store' | 'open'>;
  readonly vault: KeyVault;
  /** Tests steer the sandbox through its control endpoints. */
  readonly control: boolean;
};

/** Where posts go: real accounts, the sandbox, or nowhere yet. */
export type Accounts = {
  current(): readonly AccountKeys[];
  /** Answers the worker's questions about secrets. */
  readonly answer: SecretsDesk;
  inSandbox(): boolean;
  /** This home has a sandbox already, of an earlier run or of the command line: its posts are to go out. */
  hasSandbox(): boolean;
  /** A real account is there, or was in this run: it beats the sandbox. */
  hasReal(): boolean;
  /** A person has signed in or out, or unlocked the keyring: the real accounts are read again. Not while a demo is on. */
  refresh(): void;
  /** Opens the sandbox, unless it is open or a real account is there; of a demo, in the demo's folder and time. */
  openSandbox(demo?: { readonly folder: string; readonly now: () => number }): Promise<Sandbox | undefined>;
  /** Nothing goes there any more. */
  closeSandbox(): Promise<void>;
  /** Values that may never be logged. */
  secrets(): readonly string[];
  close(): Promise<void>;
};

/**
 * Keeps the sandbox X in this process and not in the worker's: when the worker is killed, "X" must still know
 * what it accepted.
 */
export function createAccounts(deps: AccountsDeps): Accounts {
  const { home, log, keyring, vault, control } = deps;
  let sandbox: Promise<Sandbox> | undefined;
  let opened: AccountKeys | undefined;
  let real = deps.real();
  // Keys that cannot be opened yet count: posts are for their accounts, not for the sandbox. Once there was one it
  // stays so: what belongs to the sandbox does not come back in the middle of a run.
  let hasReal = real.length > 0 || hasSealedKeys(keyring.store);
  const current = (): readonly AccountKeys[] =>
    hasReal ? [...real, ...(opened ? [opened] : [])] : opened ? [opened] : real;
  const reread = (): void => {
    real = deps.real();
  };
  const refresh = (): void => {
    reread();
    hasReal ||= real.length > 0 || hasSealedKeys(keyring.store);
  };

  const open = async (demo?: { readonly folder: string; readonly now: () => number }): Promise<Sandbox> => {
    const file = join(demo?.folder ?? home, 'sandbox.db');
    const running = await openSandbox({ file, control, ...(demo && { now: demo.now }) });
    opened = { kind: 'sandbox', apiBaseUrl: running.url, keys: new Secret(running.keys) };
    if (control) writeControlFile(home, running);
    log.info('the sandbox is open', { url: running.url, account: running.account.username });
    return running;
  };

  const closeSandbox = async (): Promise<void> => {
    const running = await sandbox?.catch(() => undefined);
    sandbox = undefined;
    opened = undefined;
    await running?.close();
  };

  return {
    current,
    answer: createSecretsDesk(vault, async () => {
      // A command may have put some there.
      await keyring.open();
      reread();
      return current();
    }),
    inSandbox: () => !hasReal && opened !== undefined,
    hasSandbox: () => existsSync(join(home, 'sandbox.db')),
    hasReal: () => hasReal,
    refresh,
    openSandbox: async (demo) => {
      if (hasReal) return undefined;
      sandbox ??= open(demo);
      return sandbox.catch((error: unknown) => {
        sandbox = undefined;
        throw error;
      });
    },
    closeSandbox,
    secrets: () => current().flatMap(({ keys }) => Object.values(keys.reveal())),
    close: closeSandbox,
  };
}

/** Those of the environment only, when those of the home cannot be read. */
export function realAccounts(
  secrets: SecretStore,
  environment: PerchEnvironment,
  log: Log,
): readonly AccountKeys[] {
  try {
    return realAccountKeys(secrets, environment);
  } catch (error) {
    log.error('stored keys cannot be read', { error: String(error) });
    return environment.account ? [environment.account] : [];
  }
}

/** A file that cannot be read is told of elsewhere. */
function hasSealedKeys(secrets: SecretStore): boolean {
  try {
    return sealedAccounts(secrets).length > 0;
  } catch {
    return false;
  }
}

function writeControlFile(home: string, { url, controlSecret }: Sandbox): void {
  const file = join(home, 'sandbox-control.json');
  writeFileSync(file, JSON.stringify({ url, secret: controlSecret }), { mode: 0o600 });
}
