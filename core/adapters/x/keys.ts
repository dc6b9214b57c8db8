import { createHash } from 'node:crypto';

/** OAuth 1.0a keys of one account, as the X developer console shows them. They do not expire. */
export type OAuth1Keys = {
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
};

/** What an OAuth 2 sign-in gave. Its tokens rotate: what is in force now is in the vault. */
export type OAuth2Keys = {
  readonly clientId: string;
  /** Of a confidential client; a public one has none. */
  readonly clientSecret?: string;
  readonly accessToken: string;
  readonly refreshToken: string;
};

/** Whoever only passes keys on need not know which kind they are. */
export type XKeys = OAuth1Keys | OAuth2Keys;

export type ParsedKeys =
  | { readonly kind: 'keys'; readonly keys: XKeys }
  | { readonly kind: 'bad'; readonly problem: string };

const OAUTH1 = ['appKey', 'appSecret', 'accessToken', 'accessSecret'] as const;
const OAUTH2 = ['clientId', 'refreshToken', 'accessToken'] as const;
const shapeOf = (fields: readonly string[]): string =>
  `{${fields.map((field) => `"${field}":"…"`).join(',')}}`;
/** The two forms that keys are given in. */
export const KEYS_SHAPE = `${shapeOf(OAUTH1)} (OAuth 1.0a) or ${shapeOf(OAUTH2)} (OAuth 2)`;

/** Reads the value of `PERCH_X_KEYS`. The problem says what to do and never repeats a value. */
export function parseXKeys(json: string): ParsedKeys {
  const value = parseObject(json);
  if (!value) return bad(`is not a JSON object; expected ${KEYS_SHAPE}`);
  const isOAuth2 = 'clientId' in value || 'refreshToken' in value;
  const secret = isOAuth2 && value['clientSecret'] !== undefined ? ['clientSecret'] : [];
  const fields = isOAuth2 ? [...OAUTH2, ...secret] : OAUTH1;
  const missing = fields.filter((field) => !isKey(value[field]));
  if (missing.length > 0) {
    const names = missing.map((field) => `"${field}"`).join(', ');
    return bad(`lacks a usable ${names} (text without white space); expected ${KEYS_SHAPE}`);
  }
  const keys = Object.fromEntries(fields.map((field) => [field, value[field]]));
  return { kind: 'keys', keys: keys as XKeys };
}

export function isOAuth2(keys: XKeys): keys is OAuth2Keys {
  return 'clientId' in keys;
}

/**
 * Tells whether keys changed, without holding one: the head of their SHA-256. That of an OAuth 2 sign-in is of
 * the refresh token that it began with, so it outlives every rotation, and a new sign-in has another.
 */
export function fingerprintKeys(keys: XKeys): string {
  const joined = isOAuth2(keys)
    ? ['OAuth 2', keys.clientId, keys.refreshToken].join('\n')
    : OAUTH1.map((field) => keys[field]).join('\n');
  return createHash('sha256').update(joined).digest('hex').slice(0, 16);
}

/** The values that must never show up in a log, a row or a message. */
export function secretsOf(keys: XKeys): readonly string[] {
  return Object.values(keys);
}

function bad(problem: string): ParsedKeys {
  return { kind: 'bad', problem: `PERCH_X_KEYS ${problem}.` };
}

function parseObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && /^\S+$/.test(value);
}
