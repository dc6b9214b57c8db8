import type { Instant } from './time.ts';

/** Why a post is where it is. Each kind has one plain sentence and one way out (see explain.ts). */
export const REASON_KINDS = [
  'network', // proof that X was not reached
  'proxy', // the network's proxy did not let the request through
  'untrusted', // the certificate of whoever answered is not X's
  'clock', // X refused the time of the request
  'uploading', // its media are on their way to X
  'mediaGone', // X has forgotten what was uploaded for it
  'media', // X, or the copy here, does not give its media
  'throttled', // X: 429, or the account's limit of a day
  'auth', // X: 401
  'noKeys', // this machine has none for the account, or cannot open them now
  'signedOut', // a person signed the account out on this computer
  'readOnly', // the app may read only
  'notEnrolled', // the app may not use this API at all
  'locked', // the account is locked until a person unlocks it
  'suspended', // the account is suspended
  'credits', // X: 402
  'usageCap', // the spending limit or the cap of the plan is reached
  'rejected', // X: 4xx, for good
  'tooLong', // longer than this account may write
  'parentGone', // the part before it is not on X any more
  'noReply', // not allowed to reply there
  'flagged', // taken for spam
  'repeat', // X: 403 duplicate, and an older identical post is visible
  'checking', // the outcome is unknown and is being read
  'interrupted', // the sender died between arm and answer; being read
  'undecided', // reading did not settle it
  'sameText', // an identical text of this account is in flight
  'spread', // late because Perch was away; waits for its turn among those that are
  'late', // the late window closed
  'paused', // the late window closed while Perch was paused
  'restored', // brought back by a person after its time
  'spendCap', // it would have cost more than a person's monthly cap leaves
  'stopped', // cancelled while a part was on its way
  'absent', // proven not to be out; tried again
  'removed', // a person had what was out of it deleted from X
] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

/** What X said about the keys or the account: holds for all posts of the account, until a person acts. */
export type AuthReason = Extract<
  ReasonKind,
  'auth' | 'signedOut' | 'readOnly' | 'notEnrolled' | 'locked' | 'suspended'
>;
/** What X said about the money: the same. */
export type CreditReason = Extract<ReasonKind, 'credits' | 'usageCap'>;
/** What X said about this one post. */
export type RejectReason = Extract<ReasonKind, 'rejected' | 'tooLong' | 'parentGone' | 'noReply' | 'flagged'>;
/** What kept a request from being worked at all. */
export type UnsentReason = Extract<ReasonKind, 'network' | 'proxy' | 'untrusted' | 'clock' | 'mediaGone'>;

export type Reason = {
  readonly kind: ReasonKind;
  readonly at: Instant;
  /** The other side's own words or the technical cause, free of secrets; may be empty. */
  readonly detail: string;
  /** For `late`: what kept it back before the window closed. */
  readonly cause?: ReasonKind;
};
