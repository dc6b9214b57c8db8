import type { AuthReason, CreditReason, RejectReason, UnsentReason } from '../../domain/reason.ts';
import type { Exchange } from './exchange.ts';

/** What an exchange comes to: the kind decides what is safe, the reason what a person reads. */
export type Meaning =
  | { readonly kind: 'duplicate' | 'throttled' | 'unknown' }
  | { readonly kind: 'auth'; readonly reason?: AuthReason }
  | { readonly kind: 'credits'; readonly reason?: CreditReason }
  | { readonly kind: 'rejected'; readonly reason?: RejectReason }
  | { readonly kind: 'not-sent'; readonly reason?: UnsentReason };

export type AnswerRule = {
  /** As a person meets it in docs/failures.md. */
  readonly title: string;
  /** Statuses it holds for, both included. */
  readonly http: readonly [from: number, to: number];
  /** To be found in X's own words: title, detail, type, reason and the errors with their codes. */
  readonly words?: RegExp;
  /** Only for a text that a standard account may not write. X says nothing more than "not permitted". */
  readonly longText?: true;
  readonly meaning: Meaning;
  /** A body as it was seen, or as X documents it. */
  readonly example?: unknown;
};

const v1 = (code: number, message: string) => ({ errors: [{ code, message }] });
const v2 = (title: string, detail: string, type = 'about:blank') => ({ title, detail, type });
const PROBLEM = 'https://api.twitter.com/2/problems';

/**
 * What an answer of X is proof of; the first rule that fits counts. Codes are those of v1.1, which X still sends
 * here and there (https://developer.x.com/en/support/x-api/error-troubleshooting). Words may only choose among
 * what a status is proof of anyhow: every 4xx here says that nothing was posted.
 */
export const ANSWERS: readonly AnswerRule[] = [
  {
    title: '403 "duplicate content"',
    http: [403, 403],
    words: /duplicate/i,
    meaning: { kind: 'duplicate' },
    example: v2('Forbidden', 'You are not allowed to create a Tweet with duplicate content.'),
  },
  {
    title: '403 "temporarily locked"',
    http: [401, 403],
    words: /temporarily locked|code 326\b/i,
    meaning: { kind: 'auth', reason: 'locked' },
    example: v1(326, 'To protect our users from spam, this account is temporarily locked.'),
  },
  {
    title: '403 "suspended"',
    http: [401, 403],
    words: /(?:account|user) (?:is|has been) suspended|code 6[34]\b/i,
    meaning: { kind: 'auth', reason: 'suspended' },
    example: v1(64, 'Your account is suspended and is not permitted to access this feature.'),
  },
  {
    // https://github.com/plhery/node-twitter-api-v2/issues/493
    title: '403 "app permissions" (the app may only read)',
    http: [401, 403],
    words: /oauth[12]-permissions|app permissions|perform write actions|code 261\b/i,
    meaning: { kind: 'auth', reason: 'readOnly' },
    example: v2(
      'Forbidden',
      'Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.',
      `${PROBLEM}/oauth1-permissions`,
    ),
  },
  {
    // https://github.com/xdevplatform/samples/issues/160
    title: '403 "client-not-enrolled"',
    http: [403, 403],
    words: /client-not-enrolled|client-forbidden|code 453\b/i,
    meaning: { kind: 'auth', reason: 'notEnrolled' },
    example: {
      ...v2(
        'Client Forbidden',
        'You must use keys and tokens from a developer App that is attached to a Project.',
        `${PROBLEM}/client-forbidden`,
      ),
      reason: 'client-not-enrolled',
    },
  },
  {
    title: "403 over the account's limit of a day",
    http: [403, 403],
    words: /over daily .*limit|reached your daily limit|code (?:185|344)\b/i,
    meaning: { kind: 'throttled' },
    example: v1(185, 'User is over daily status update limit.'),
  },
  {
    title: '400 "media IDs are invalid" (X forgets after a day what was uploaded)',
    http: [400, 400],
    words: /media ids? (?:are|is) invalid/i,
    meaning: { kind: 'not-sent', reason: 'mediaGone' },
    example: v2('Invalid Request', 'Your media IDs are invalid.'),
  },
  {
    // https://github.com/plhery/node-twitter-api-v2/issues/366
    title: '400, 403 or 404 "deleted or not visible to you"',
    http: [400, 404],
    words: /deleted or not visible|code 385\b/i,
    meaning: { kind: 'rejected', reason: 'parentGone' },
    example: v2('Forbidden', 'You attempted to reply to a Tweet that is deleted or not visible to you.'),
  },
  {
    title: '403 "only reply to or quote" (replies are not for everybody)',
    http: [403, 403],
    words: /only reply to or quote|restricted who can reply|code 433\b/i,
    meaning: { kind: 'rejected', reason: 'noReply' },
    example: v2(
      'Forbidden',
      'You can only reply to or quote posts where you are mentioned or are the author.',
    ),
  },
  {
    title: '403 "might be automated"',
    http: [403, 403],
    words: /might be automated|code 226\b/i,
    meaning: { kind: 'rejected', reason: 'flagged' },
    example: v1(226, 'This request looks like it might be automated.'),
  },
  {
    title: '400 or 403 "too long"',
    http: [400, 403],
    words: /too long|bit shorter|code 186\b/i,
    meaning: { kind: 'rejected', reason: 'tooLong' },
    example: v1(186, 'Tweet needs to be a bit shorter.'),
  },
  {
    title: '403 "not permitted", with a text over 280 characters',
    http: [403, 403],
    words: /not permitted to perform this action/i,
    longText: true,
    meaning: { kind: 'rejected', reason: 'tooLong' },
    example: v2('Forbidden', 'You are not permitted to perform this action.'),
  },
  {
    title: '401 "timestamp out of bounds"',
    http: [401, 401],
    words: /timestamp out of bounds|code 135\b/i,
    meaning: { kind: 'not-sent', reason: 'clock' },
    example: v1(135, 'Timestamp out of bounds.'),
  },
  {
    title: '401',
    http: [401, 401],
    meaning: { kind: 'auth' },
    example: v2('Unauthorized', 'Unauthorized'),
  },
  {
    title: '402 or 403 "spend cap"',
    http: [402, 403],
    words: /spend ?cap/i,
    meaning: { kind: 'credits', reason: 'usageCap' },
    example: v2('SpendCapReached', 'Your account has reached its billing cycle spend cap.'),
  },
  {
    title: '429 "monthly cap" or "spend cap"',
    http: [429, 429],
    words: /spend ?cap|monthly .*cap|period monthly/i,
    meaning: { kind: 'credits', reason: 'usageCap' },
    example: v2('UsageCapExceeded', 'Usage cap exceeded: Monthly product cap', `${PROBLEM}/usage-capped`),
  },
  {
    title: '402',
    http: [402, 402],
    meaning: { kind: 'credits' },
    example: v2('Payment Required', 'credits depleted', 'https://api.x.com/2/problems/credits-depleted'),
  },
  { title: '407 from a proxy', http: [407, 407], meaning: { kind: 'not-sent', reason: 'proxy' } },
  { title: '408', http: [408, 408], meaning: { kind: 'unknown' } },
  { title: '420', http: [420, 420], meaning: { kind: 'throttled' } },
  {
    title: '429, in any bucket: 15 minutes, 24 hours of the app, 24 hours of the user',
    http: [429, 429],
    meaning: { kind: 'throttled' },
    example: v2('Too Many Requests', 'Too Many Requests'),
  },
  {
    title: 'any other 4xx: 400, 403 "not permitted", 404, 413, 422 …',
    http: [400, 499],
    meaning: { kind: 'rejected' },
    example: v2('Invalid Request', 'One or more parameters to your request was invalid.'),
  },
  { title: 'any 5xx: 500, 502, 503, 504 …', http: [500, 599], meaning: { kind: 'unknown' } },
  { title: '2xx without an id, or empty; 3xx', http: [200, 399], meaning: { kind: 'unknown' } },
];

export type WireRule = {
  readonly title: string;
  /** Not a byte of the request left; else it left, and no usable answer came. */
  readonly exchange: Exclude<Exchange['kind'], 'answer'>;
  /** To be found in the cause. */
  readonly words?: RegExp;
  readonly meaning: Meaning;
  readonly example: string;
};

/** What it means that there was no answer. */
export const WIRE: readonly WireRule[] = [
  {
    title: 'the certificate is not that of X (a captive portal, an inspecting proxy, a wrong clock)',
    exchange: 'unsent',
    words: /certificate|CERT_|_CERT|ALTNAME|UNABLE_TO_VERIFY/i,
    meaning: { kind: 'not-sent', reason: 'untrusted' },
    example: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate',
  },
  {
    title: 'the proxy refuses, wants a sign-in, cannot reach X, or cannot be reached itself',
    exchange: 'unsent',
    words: /^the proxy /,
    meaning: { kind: 'not-sent', reason: 'proxy' },
    example: 'the proxy proxy.example:3128 does not lead to api.x.com (403 Forbidden)',
  },
  {
    title: 'no network, no DNS, connection refused or cut before the TLS session',
    exchange: 'unsent',
    meaning: { kind: 'not-sent' },
    example: 'getaddrinfo ENOTFOUND api.x.com',
  },
  {
    title: 'connection reset, answer cut off or unreadable, no answer within 30 s',
    exchange: 'broken',
    meaning: { kind: 'unknown' },
    example: 'read ECONNRESET',
  },
];

/** For answers that no rule foresees. */
export const UNFORESEEN: Meaning = { kind: 'unknown' };
