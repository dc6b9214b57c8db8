import type { Instant } from './time.ts';

/** The tokens of one OAuth 2 sign-in as they are now. A secret. */
export type TokenPair = {
  readonly accessToken: string;
  /** For one use: the next pair has another. */
  readonly refreshToken: string;
  /** When the access token ends; undefined when X did not say. */
  readonly endsAt?: Instant;
};
