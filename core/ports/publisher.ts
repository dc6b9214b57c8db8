import type { Poll, ReplySettings } from '../domain/content.ts';
import type { MediaType } from '../domain/media.ts';
import type { Outcome, Refusal, Removal } from '../domain/outcome.ts';
import type { SignIn } from '../domain/sign-in.ts';
import type { Instant } from '../domain/time.ts';
import type { TimelinePost } from '../domain/timeline.ts';
import type { UploadAnswer } from '../domain/upload.ts';

export type { TimelinePost };

export type PublishRequest = {
  readonly account: string;
  readonly text: string;
  /** X id of the post this one replies to. */
  readonly replyTo?: string;
  /** X's ids of what was uploaded, in the order in which it is shown. */
  readonly mediaIds?: readonly string[];
  readonly poll?: Poll;
  /** X id of the post it quotes. */
  readonly quote?: string;
  readonly replySettings?: ReplySettings;
  /** Milliseconds the whole request may take; then the connection is destroyed and the outcome is unknown. */
  readonly deadline: number;
  /** Asked in the very tick in which the request leaves; false means: do not send, answer `not-sent`. */
  readonly maySend: () => boolean;
};

/** One request of an upload. Each may be repeated: what is uploaded is seen by nobody until it is posted. */
export type UploadRequest =
  | { readonly kind: 'begin'; readonly type: MediaType; readonly size: number }
  | {
      readonly kind: 'append';
      readonly mediaId: string;
      readonly segment: number;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'finish' | 'look'; readonly mediaId: string }
  | { readonly kind: 'describe'; readonly mediaId: string; readonly alt: string };

/** `complete` false: the read stopped before `since` (page limit), so absence proves nothing. */
export type TimelineReading =
  | { readonly kind: 'read'; readonly posts: readonly TimelinePost[]; readonly complete: boolean }
  | { readonly kind: 'unread'; readonly refusal: Refusal };

/** What X says by the way when it is asked whose keys they are. */
export type IdentityDetails = {
  readonly displayName: string;
  /** What the app may do that signed. */
  readonly access?: 'read' | 'read-write';
  /** How often this may be asked until X counts anew, by X's clock. */
  readonly window?: { readonly left: number; readonly of: number; readonly until: Instant };
};

export type Identity =
  | {
      readonly kind: 'known';
      readonly userId: string;
      readonly name: string;
      readonly premium: boolean;
      readonly details?: IdentityDetails;
    }
  | { readonly kind: 'unknown'; readonly refusal: Refusal };

/** X, as far as Perch uses it. Never throws for what X or the network does; a throw is a bug. */
export type Publisher = {
  /** Whether this machine can post for the account at all. */
  hasKeys(account: string): boolean;
  /**
   * What can be done before a post is armed, so that it is not in doubt if this process dies meanwhile: a token
   * that is about to end is renewed. How that went shows in what is asked next.
   */
  prepare(account: string): Promise<void>;
  /** One request, once. `signal` destroys the connection (suspend, shutdown). */
  publish(request: PublishRequest, signal: AbortSignal): Promise<Outcome>;
  /** One request of an upload; never within the time from arm to send. */
  upload(account: string, request: UploadRequest, signal: AbortSignal): Promise<UploadAnswer>;
  /** Deletes a post of the account's own. One that is gone already counts as removed. */
  remove(account: string, tweetId: string, signal: AbortSignal): Promise<Removal>;
  /** The account's own posts with an id from about `since` (X's clock) on. */
  timeline(account: string, since: Instant, signal: AbortSignal): Promise<TimelineReading>;
  /** Who the account's keys belong to; also calibrates X's clock. */
  identify(account: string, signal: AbortSignal): Promise<Identity>;
  /**
   * Asks X for its clock with a request that needs no keys and is not billed; the clock now, or undefined when
   * X did not answer. Called before the first arm and after the machine slept.
   */
  calibrate(account: string, signal: AbortSignal): Promise<Instant | undefined>;
  /** How long the account's keys are good; undefined without keys. What is not known yet may be at the next call. */
  signIn(account: string): SignIn | undefined;
  /** X's clock, estimated from the Date header of its answers; undefined before the first answer. */
  serverNow(account: string): Instant | undefined;
};
