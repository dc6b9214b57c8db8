import { createHmac, timingSafeEqual } from 'node:crypto';

/** What is signed (RFC 5849, section 3.4.1): the parameters are the query's and a form body's. */
export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly (readonly [string, string])[];
};

/** The `Authorization: OAuth …` header, read. */
export type OAuthHeader = ReadonlyMap<string, string>;

/** Undefined for a header that is no OAuth 1.0a one, or a broken one. */
export function parseOAuthHeader(header: string): OAuthHeader | undefined {
  if (!/^OAuth\s/i.test(header)) return undefined;
  const fields = new Map<string, string>();
  for (const pair of header.slice(6).split(',')) {
    const [, name, value] = /^\s*([^=\s]+)="([^"]*)"\s*$/.exec(pair) ?? [];
    const decoded = value === undefined ? undefined : decode(value);
    if (name === undefined || decoded === undefined || fields.has(name)) return undefined;
    fields.set(name, decoded);
  }
  return fields;
}

/** Whether the header's signature is that of the request under one of the origins. Takes the same time either way. */
export function isSignedBy(
  request: SignedRequest,
  header: OAuthHeader,
  secrets: { readonly appSecret: string; readonly accessSecret: string },
  origins: readonly string[],
): boolean {
  if (header.get('oauth_signature_method') !== 'HMAC-SHA1') return false;
  const given = Buffer.from(header.get('oauth_signature') ?? '', 'base64');
  const key = `${encode(secrets.appSecret)}&${encode(secrets.accessSecret)}`;
  const parameters = encode(parameterString(request, header));
  return origins
    .map((origin) => `${request.method}&${encode(origin + request.path)}&${parameters}`)
    .map((base) => createHmac('sha1', key).update(base).digest())
    .map((wanted) => given.length === wanted.length && timingSafeEqual(given, wanted))
    .includes(true);
}

function parameterString({ parameters }: SignedRequest, header: OAuthHeader): string {
  const own = [...header].filter(([name]) => name !== 'oauth_signature' && name !== 'realm');
  return [...own, ...parameters]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function encode(text: string): string {
  const char = (found: string): string => `%${found.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!*'()]/g, char);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
