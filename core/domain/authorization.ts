import type { Instant } from './time.ts';
import { MINUTE } from './time.ts';

/**
 * Where X sends the browser back to, tried in this order. X wants each callback URL registered with its port, so
 * the ports are fixed; they are below those that systems hand out by themselves.
 */
export const CALLBACK_PORTS: readonly number[] = [17871, 17872, 17873];
export const CALLBACK_PATH = '/callback';
/** An address, not `localhost`: X compares it letter by letter, and a name may lead to another interface. */
export const callbackUrl = (port: number): string => `http://127.0.0.1:${port}${CALLBACK_PATH}`;
export const CALLBACK_URLS: readonly string[] = CALLBACK_PORTS.map(callbackUrl);

/** How long a person has to say yes. */
export const SIGN_IN_LIMIT = 5 * MINUTE;

/** What Perch asks for. Without `offline.access` a sign-in ends after two hours. */
export const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'] as const;
export type Scope = (typeof SCOPES)[number];

/** Without these there is nothing that Perch could do. */
const NEEDED: readonly Scope[] = ['tweet.read', 'tweet.write', 'users.read'];

/** What was asked for and not given, in the order of `SCOPES`. */
export function missingScopes(granted: readonly string[]): readonly Scope[] {
  return SCOPES.filter((scope) => !granted.includes(scope));
}

/** Whether posts can be sent with these. */
export const canPost = (granted: readonly string[]): boolean =>
  NEEDED.every((scope) => granted.includes(scope));

/** The key of an app and its secret, as the developer console shows them for OAuth 1.0a. Secrets. */
export type AppKeys = { readonly appKey: string; readonly appSecret: string };

/** All four keys of OAuth 1.0a. Secrets. */
export type FourKeys = AppKeys & { readonly accessToken: string; readonly accessSecret: string };

/** What a sign-in by the browser gives. Secrets. */
export type ClientKeys = {
  readonly clientId: string;
  /** Of a confidential client, which signs in elsewhere. */
  readonly clientSecret?: string;
  readonly accessToken: string;
  readonly refreshToken: string;
};

/** What X gave for a code. A secret. */
export type Grant = {
  readonly keys: ClientKeys;
  /** Which may be less than what was asked for. */
  readonly scopes: readonly string[];
  /** When the access token ends, if X said it. */
  readonly endsAt?: Instant;
};

/** Whose keys they are, as X says. */
export type Who = {
  readonly userId: string;
  /** The handle without @. */
  readonly name: string;
  readonly displayName: string;
  /** May write long posts. */
  readonly premium: boolean;
  /** What the app may do, as far as X says it with every answer. */
  readonly access?: 'read' | 'read-write';
};
