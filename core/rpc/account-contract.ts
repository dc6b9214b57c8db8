import type { SettingResult } from './machinery.ts';

/** One thing that was looked at; `note`: it works, with less than there could be. */
export type AccountTick = {
  readonly what: 'identity' | 'rights' | 'limits' | 'price';
  readonly state: 'ok' | 'note' | 'bad';
  readonly text: string;
};

/** Window -> worker: about the accounts of this computer. */
export type AccountApi = {
  /** Proves that an account works without posting anything; what was held for its keys goes on. */
  testAccount(name: string): Promise<readonly AccountTick[]>;
  /** Takes an account that is signed out off the list; refused while it has posts that wait. */
  removeAccount(name: string): Promise<SettingResult>;
};
