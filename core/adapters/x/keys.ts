import { createHash } from 'node:crypto';

/** OAuth 1.0a keys of one account, as the X developer console shows them. They do not expire. */
export type OAuth1Keys = {
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
};

/** OAuth 2 joins here as a second member; `client.ts` is the only place that looks inside. */
export type XKeys = OAuth1Keys;

export type ParsedKeys =
  | { readonly kind: 'keys'; readonly keys: XKeys }
  | { readonly kind: 'bad'; readonly problem: string };

const FIELDS = ['appKey', 'appSecret', 'accessToken', 'accessSecret'] as const;
const SHAPE = `{${FIELDS.map((field) => `"${field}":"…"`).join(',')}}`;

/** Reads the value of `PERCH_X_KEYS`. The problem says what to do and never repeats a value. */
export function parseXKeys(json: string): ParsedKeys {
  const value = parseObject(json);
  if (!value) return bad(`is not a JSON object; expected ${SHAPE}`);
  if ('clientId' in value) return bad(`holds OAuth 2 keys, which are not supported yet; expected ${SHAPE}`);
  const missing = FIELDS.filter((field) => !isKey(value[field]));
  if (missing.length > 0) {
    const names = missing.map((field) => `"${field}"`).join(', ');
    return bad(`lacks a usable ${names} (text without white space); expected ${SHAPE}`);
  }
  const [appKey = '', appSecret = '', accessToken = '', accessSecret = ''] = FIELDS.map((field) =>
    String(value[field]),
  );
  return { kind: 'keys', keys: { appKey, appSecret, accessToken, accessSecret } };
}

/** Tells whether keys changed, without holding one: the head of their SHA-256. */
export function fingerprintKeys(keys: XKeys): string {
  const joined = FIELDS.map((field) => keys[field]).join('\n');
  return createHash('sha256').update(joined).digest('hex').slice(0, 16);
}

/** The values that must never show up in a log, a row or a message. */
export function secretsOf(keys: XKeys): readonly string[] {
  return FIELDS.map((field) => keys[field]);
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
