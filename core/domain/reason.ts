import type { Instant } from './time.ts';

/** Why a post is where it is. Each kind has one plain sentence and one way out (see explain.ts). */
export const REASON_KINDS = [
  'network', // proof that X was not reached
  'throttled', // X: 429
  'auth', // X: 401
  'credits', // X: 402
  'rejected', // X: 4xx, for good
  'repeat', // X: 403 duplicate, and an older identical post is visible
  'checking', // the outcome is unknown and is being read
  'interrupted', // the sender died between arm and answer; being read
  'undecided', // reading did not settle it
  'sameText', // an identical text of this account is in flight
  'late', // the late window closed
  'paused', // the late window closed while Perch was paused
  'stopped', // cancelled while a part was on its way
  'absent', // proven not to be out; tried again
  'removed', // a person had what was out of it deleted from X
] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

export type Reason = {
  readonly kind: ReasonKind;
  readonly at: Instant;
  /** The other side's own words or the technical cause, free of secrets; may be empty. */
  readonly detail: string;
  /** For `late`: what kept it back before the window closed. */
  readonly cause?: ReasonKind;
};
