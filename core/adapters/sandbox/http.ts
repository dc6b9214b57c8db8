import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export type ApiRequest = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as it came. */
  readonly bytes: Buffer;
};

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the call changed what is stored. */
  readonly changes?: boolean;
  readonly postId?: string;
  /** USD, taken only when the change is kept. */
  readonly cost?: number;
};

export const JSON_TYPE = 'application/json; charset=utf-8';
export const PROBLEM_TYPE = 'application/problem+json';
const MB = 1024 * 1024;
/** A segment of an upload may have 5 MB, and a third more in base64. */
const maxBody = ({ url }: IncomingMessage): number => (url?.startsWith('/2/media/') ? 7 * MB : MB);

export function reply(
  status: number,
  body: unknown,
  extra: Omit<Partial<Reply>, 'status' | 'body'> = {},
): Reply {
  const headers = { 'content-type': JSON_TYPE, ...extra.headers };
  return { ...extra, status, headers, body: JSON.stringify(body) };
}

/** What X puts on every answer. */
export function commonHeaders(now: number, access = 'read-write'): Record<string, string> {
  return {
    date: new Date(now).toUTCString(),
    'api-version': '2.167',
    'x-transaction-id': randomBytes(8).toString('hex'),
    'x-access-level': access,
    'cache-control': 'no-cache, no-store, max-age=0',
  };
}

/** Undefined when the body is larger than any that X takes here. Rejects when the client leaves. */
export async function readRequest(message: IncomingMessage): Promise<ApiRequest | undefined> {
  const chunks: Buffer[] = [];
  const most = maxBody(message);
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
  }
  if (size > most) return undefined;
  const bytes = Buffer.concat(chunks);
  const [path = '/', search = ''] = splitOnce(message.url ?? '/');
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: message.headers,
    // Nobody reads a form with files as a text.
    body: message.headers['content-type']?.startsWith('multipart/') ? '' : bytes.toString('utf8'),
    bytes,
  };
}

function splitOnce(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

/** The parameters of a form body; none for any other kind of body. */
export function formOf(request: ApiRequest): URLSearchParams {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return new URLSearchParams(isForm ? request.body : '');
}
