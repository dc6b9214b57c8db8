import type { AuthReason, CreditReason, RejectReason, UnsentReason } from './reason.ts';
import type { Instant } from './time.ts';

/**
 * What one request to X came to: a closed union, so that nothing unknown can pass for "try again".
 * `not-sent` is claimed only with proof (no TLS session was ever made, or the request was turned away before X
 * looked at it); every 5xx, empty 201, cut body or reset after connect is `unknown` and is never retried blindly.
 * `reason` says more where the words of the answer do; it changes what a person reads, never what is safe.
 */
export type Outcome =
  | { readonly kind: 'published'; readonly tweetId: string }
  | { readonly kind: 'duplicate'; readonly detail: string }
  /** `until` is when it may be tried again: the same instant for all of the account, so that order is kept. */
  | { readonly kind: 'throttled'; readonly until: Instant; readonly detail: string }
  | { readonly kind: 'auth'; readonly reason?: AuthReason; readonly detail: string }
  | { readonly kind: 'credits'; readonly reason?: CreditReason; readonly detail: string }
  | {
      readonly kind: 'rejected';
      readonly reason?: RejectReason;
      readonly http: number;
      readonly detail: string;
    }
  | { readonly kind: 'not-sent'; readonly reason?: UnsentReason; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string };

/** What came of asking X to delete a post. Deleting is idempotent, so after any refusal it may be asked again. */
export type Removal = { readonly kind: 'removed' } | Refusal;

/** An outcome of a call that did not do what was asked. */
export type Refusal = Exclude<Outcome, { kind: 'published' | 'duplicate' }>;
