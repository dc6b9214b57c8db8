import type { Account, Gate } from '../domain/account.ts';

export type AccountStore = {
  list(): Promise<readonly Account[]>;
  get(name: string): Promise<Account | undefined>;
  /** Adds or replaces by name. */
  put(account: Account): Promise<void>;
  setGate(name: string, gate: Gate): Promise<void>;
  /** False when there was none. */
  remove(name: string): Promise<boolean>;
};
