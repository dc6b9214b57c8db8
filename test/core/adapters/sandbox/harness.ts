import { createHmac, randomBytes } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request as openRequest } from 'node:http';
import { type ITwitterApiClientPlugin, TwitterApi } from 'twitter-api-v2';
import type { Sandbox, SandboxKeys } from '../../../../core/adapters/sandbox/sandbox.ts';

/** The real library, sent to the sandbox as the X adapter does it: the address changes after the signing. */
export function libraryFor(url: string, keys: SandboxKeys): TwitterApi {
  const agent = new Agent({ keepAlive: false });
  const redirect: ITwitterApiClientPlugin = {
    onBeforeRequest: ({ computedParams, requestOptions }) => {
      computedParams.url = new URL(computedParams.url.pathname + computedParams.url.search, url);
      requestOptions.agent = agent;
    },
  };
  return new TwitterApi(keys, { compression: 'identity', plugins: [redirect] });
}

/** What came over the wire, and how it ended: whole, cut off, or not at all. */
export type Received = {
  readonly end: 'whole' | 'cut' | 'reset' | 'closed' | 'given up';
  readonly status?: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type CallOptions = {
  readonly method?: string;
  readonly body?: string;
  readonly keys?: SandboxKeys;
  readonly headers?: Readonly<Record<string, string>>;
  /** Origin that is signed; the true one by default. */
  readonly origin?: string;
  /** Ends the call from our side, after it was sent. */
  readonly signal?: AbortSignal;
};

/** One signed call with plain node:http. Never rejects. */
export function call(
  sandbox: Pick<Sandbox, 'url' | 'keys'>,
  path: string,
  options: CallOptions = {},
): Promise<Received> {
  const { method = 'GET', body = '', keys = sandbox.keys, origin = 'https://api.x.com', signal } = options;
  const headers = {
    ...(body && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
    authorization: authorization(keys, method, origin, path),
    ...options.headers,
  };
  return new Promise((resolve) => {
    let received: Received = { end: 'closed', headers: {}, body: Buffer.alloc(0) };
    const finish = (end: Received['end']): void => resolve({ ...received, end });
    const req = openRequest(sandbox.url + path, { method, headers, agent: false }, (res) => {
      received = {
        ...received,
        headers: res.headers,
        ...(res.statusCode !== undefined && { status: res.statusCode }),
      };
      res.on('data', (chunk: Buffer) => {
        received = { ...received, body: Buffer.concat([received.body, chunk]) };
      });
      res.on('error', () => {});
      res.on('close', () => finish(signal?.aborted ? 'given up' : res.complete ? 'whole' : 'cut'));
    });
    req.on('error', (error: NodeJS.ErrnoException) => {
      if (received.status !== undefined) return;
      if (signal?.aborted) finish('given up');
      else finish(error.message === 'socket hang up' ? 'closed' : 'reset');
    });
    signal?.addEventListener('abort', () => req.destroy());
    req.end(body);
  });
}

export const json = ({ body }: Received): unknown => JSON.parse(body.toString());

export const create = (
  sandbox: Sandbox,
  body: object | string,
  options: CallOptions = {},
): Promise<Received> =>
  call(sandbox, '/2/tweets', {
    method: 'POST',
    body: JSON.stringify(typeof body === 'string' ? { text: body } : body),
    ...options,
  });

/** The id of a post that must come to be. */
export async function created(
  sandbox: Sandbox,
  body: object | string,
  options: CallOptions = {},
): Promise<string> {
  const received = await create(sandbox, body, options);
  if (received.status !== 201) throw new Error(`${received.status} ${received.body}`);
  return (json(received) as { data: { id: string } }).data.id;
}

/** Waits for a state; the test's own time limit ends it. */
export async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setImmediate(resolve));
}

/** Written apart from the sandbox's own, so that they check each other. */
function authorization(keys: SandboxKeys, method: string, origin: string, path: string): string {
  const [bare = '', query = ''] = path.split('?');
  const own = {
    oauth_consumer_key: keys.appKey,
    oauth_nonce: randomBytes(12).toString('hex'),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_token: keys.accessToken,
    oauth_version: '1.0',
  };
  const pairs = [...Object.entries(own), ...new URLSearchParams(query)];
  const sorted = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).toSorted();
  const base = [method, origin + bare, sorted.join('&')].map(encode).join('&');
  const signature = createHmac('sha1', `${encode(keys.appSecret)}&${encode(keys.accessSecret)}`).update(base);
  const all = { ...own, oauth_signature: signature.digest('base64') };
  return `OAuth ${Object.entries(all)
    .map(([name, value]) => `${name}="${encode(value)}"`)
    .join(', ')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!*'()]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
