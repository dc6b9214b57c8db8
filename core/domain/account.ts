import type { ReasonKind } from './reason.ts';
import type { Instant } from './time.ts';

/** Whether an account's posts may be armed now. `held` needs a person, `throttled` only needs time. */
export type Gate =
  | { readonly state: 'open' }
  | {
      readonly state: 'held';
      readonly reason: Extract<ReasonKind, 'auth' | 'credits'>;
      readonly detail: string;
      readonly since: Instant;
    }
  | { readonly state: 'throttled'; readonly until: Instant; readonly detail: string };

/** An X account that posts go out under. Its keys live in the secret store, never here. */
export type Account = {
  /** The handle without @; unique, and what people type. */
  readonly name: string;
  /** X's user id. */
  readonly userId: string;
  readonly kind: 'sandbox' | 'x';
  /** May write up to 25,000 weighted characters. */
  readonly premium: boolean;
  /** Tells whether the keys changed since the account was held, without holding a key. */
  readonly keysFingerprint: string;
  readonly gate: Gate;
  readonly addedAt: Instant;
};
