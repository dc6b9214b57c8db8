import type { AuthReason, CreditReason } from './reason.ts';
import type { Instant } from './time.ts';

/** Whether an account's posts may be armed now. `held` needs a person, `throttled` only needs time. */
export type Gate =
  | { readonly state: 'open' }
  | {
      readonly state: 'held';
      readonly reason: AuthReason | CreditReason;
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

/** The gate as it is now: a limit whose time is over holds nobody back. */
export function gateAt(gate: Gate, now: Instant): Gate {
  return gate.state === 'throttled' && gate.until <= now ? { state: 'open' } : gate;
}

/** A person has signed it out on this computer. */
export const isSignedOut = ({ gate }: Pick<Account, 'gate'>): boolean =>
  gate.state === 'held' && gate.reason === 'signedOut';
