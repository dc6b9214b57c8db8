import { StoreError } from '../ports/store-error.ts';
import type { Keeping } from '../rpc/secrets-contract.ts';

/** A person's word on how secrets are kept where no keyring is. */
export type Consent = {
  /** Resolves when the person has said how, and it is in force. @throws StoreError `refused` when it is not to be kept at all */
  ask(): Promise<void>;
  answer(how: Keeping | null): void;
  isAsked(): boolean;
  /** For this run only: they are to be gone when it ends. */
  isSession(): boolean;
};

const REFUSED = 'Nothing was kept, as you chose: sign in again when the keys may be kept on this computer.';

type Waiting = { readonly resolve: () => void; readonly reject: (error: Error) => void };

export function createConsent(onChange: () => void): Consent {
  const waiting: Waiting[] = [];
  let isSession = false;
  return {
    ask: () =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        onChange();
      }),
    answer: (how) => {
      if (how) isSession = how === 'session';
      for (const { resolve, reject } of waiting.splice(0))
        if (how) resolve();
        else reject(new StoreError('refused', REFUSED));
    },
    isAsked: () => waiting.length > 0,
    isSession: () => isSession,
  };
}
