import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../adapters/system/durable-file.ts';
import type { Account } from '../domain/account.ts';
import type { AccountStore } from '../ports/account-store.ts';
import { isOutage } from '../ports/store-error.ts';

export type AccountReader = Pick<AccountStore, 'list' | 'get'>;

/** The accounts of a shared storage, also while it is away: posts can be written for the ones that are known. */
export type KnownAccounts = AccountReader & {
  /** Without asking anybody. */
  remembered(): readonly Account[];
  /** These are the ones that are stored now. */
  note(stored: readonly Account[]): void;
};

/** A storage on this computer is never away. */
export function localAccounts({ list, get }: AccountReader): KnownAccounts {
  return { list, get, remembered: () => [], note: () => undefined };
}

type File = { readonly place: string; readonly accounts: readonly Account[] };

/** Kept in `<home>/accounts.json`; there is no key in it. */
export function rememberAccounts(
  home: string,
  place: string,
  accounts: AccountReader,
  isAway: () => boolean,
): KnownAccounts {
  const path = join(home, 'accounts.json');
  const read = (): readonly Account[] => readKnown(path, place);

  function note(stored: readonly Account[]): void {
    if (JSON.stringify(stored) === JSON.stringify(read())) return;
    writeDurably(path, `${JSON.stringify({ place, accounts: stored } satisfies File)}\n`);
  }

  async function list(): Promise<readonly Account[]> {
    // Asking would take its time, and the answer is known.
    if (isAway() && read().length > 0) return read();
    try {
      const stored = await accounts.list();
      note(stored);
      return stored;
    } catch (error) {
      if (!isOutage(error) || read().length === 0) throw error;
      return read();
    }
  }

  return {
    list,
    get: async (name) => (await list()).find((account) => account.name === name),
    remembered: read,
    note,
  };
}

function readKnown(path: string, place: string): readonly Account[] {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as Partial<File> | null;
    return file?.place === place && Array.isArray(file.accounts) ? file.accounts : [];
  } catch {
    return [];
  }
}
