import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSandbox } from '../core/adapters/sandbox/sandbox.ts';
import type { Sandbox } from '../core/adapters/sandbox/types.ts';
import type { Log } from '../core/ports/log.ts';
import type { AccountKeys } from '../core/rpc/worker-messages.ts';

export type AccountsDeps = {
  readonly home: string;
  readonly log: Log;
  /** A real account from the environment: it beats the sandbox. */
  readonly account: AccountKeys | undefined;
  /** Tests steer the sandbox through its control endpoints. */
  readonly control: boolean;
};

/** Where posts go: the account of the environment, the sandbox, or nowhere yet. */
export type Accounts = {
  current(): readonly AccountKeys[];
  inSandbox(): boolean;
  /** Opens the sandbox, unless it is open or a real account is there. */
  openSandbox(): Promise<void>;
  /** Values that may never be logged. */
  secrets(): readonly string[];
  close(): Promise<void>;
};

/**
 * Keeps the sandbox X in this process and not in the worker's: when the worker is killed, "X" must still know
 * what it accepted.
 */
export function createAccounts({ home, log, account, control }: AccountsDeps): Accounts {
  let sandbox: Promise<Sandbox> | undefined;
  let opened: AccountKeys | undefined;
  const current = (): readonly AccountKeys[] => [account ?? opened].filter((keys) => keys !== undefined);

  const open = async (): Promise<Sandbox> => {
    const running = await openSandbox({ file: join(home, 'sandbox.db'), control });
    opened = { kind: 'sandbox', apiBaseUrl: running.url, keys: running.keys };
    if (control) writeControlFile(home, running);
    log.info('the sandbox is open', { url: running.url, account: running.account.username });
    return running;
  };

  return {
    current,
    inSandbox: () => account === undefined && opened !== undefined,
    openSandbox: async () => {
      if (account) return;
      sandbox ??= open();
      await sandbox.catch((error: unknown) => {
        sandbox = undefined;
        throw error;
      });
    },
    secrets: () => current().flatMap(({ keys }) => Object.values(keys)),
    close: async () => {
      await (await sandbox?.catch(() => undefined))?.close();
    },
  };
}

function writeControlFile(home: string, { url, controlSecret }: Sandbox): void {
  const file = join(home, 'sandbox-control.json');
  writeFileSync(file, JSON.stringify({ url, secret: controlSecret }), { mode: 0o600 });
}
