import { gzipSync } from 'node:zlib';
import { createXPublisher, type XPublisherOptions } from '../../../../core/adapters/x/publisher.ts';
import type { Outcome } from '../../../../core/domain/outcome.ts';
import type { Clock } from '../../../../core/ports/clock.ts';
import { createMemoryVault } from '../../../fakes/vault.ts';
import {
  answerWith,
  httpAnswer,
  type Misbehaviour,
  openXServer,
  type XServer,
} from '../../../fakes/x-server.ts';

export const KEYS = {
  appKey: 'app-key-0123456789',
  appSecret: 'app-secret-0123456789',
  accessToken: '42-access-token-0123456789',
  accessSecret: 'access-secret-0123456789',
};

export const ID = '1999999999999999999';
export const CREATED = JSON.stringify({ data: { id: ID, text: 'hello', edit_history_tweet_ids: [ID] } });
export const never = new AbortController().signal;

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export function publisherFor(apiBaseUrl: string, more: Partial<XPublisherOptions> = {}) {
  const vault = createMemoryVault();
  return createXPublisher({
    apiBaseUrl,
    keys: () => KEYS,
    clock: realClock,
    vault,
    readDeadline: 3_000,
    ...more,
  });
}

export type Sent = { readonly outcome: Outcome; readonly took: number };

/** Publishes one post; long enough to answer at once, short enough to wait for. */
export async function publishTo(
  url: string,
  {
    deadline = 400,
    maySend = () => true,
    signal = never,
    ...more
  }: Partial<XPublisherOptions> & {
    readonly deadline?: number;
    readonly maySend?: () => boolean;
    readonly signal?: AbortSignal;
  } = {},
): Promise<Sent> {
  const started = performance.now();
  const request = { account: 'me', text: 'hello', deadline, maySend };
  const outcome = await publisherFor(url, more).publish(request, signal);
  return { outcome, took: performance.now() - started };
}

/** One post to a server that behaves so. */
export async function publishAgainst(behave: Misbehaviour): Promise<Sent & { readonly server: XServer }> {
  const server = await openXServer(behave);
  try {
    return { ...(await publishTo(server.url)), server };
  } finally {
    await server.close();
  }
}

const created = (length?: number): Buffer =>
  httpAnswer({ status: 201, body: CREATED, ...(length === undefined ? {} : { length }) });
const headOnly = (length: number) => created().subarray(0, created().indexOf('\r\n\r\n') + 4 + length);

/** Every way to go wrong after the request arrived whole, so that X may have acted on it. */
export const AMBIGUOUS: Readonly<Record<string, Misbehaviour>> = {
  'never answers': () => {},
  'RST before any header': (socket) => socket.resetAndDestroy(),
  'FIN before any header': (socket) => socket.end(),
  'cut after the headers, RST': (socket) => socket.write(headOnly(0), () => socket.resetAndDestroy()),
  'cut after the headers, FIN': (socket) => socket.end(headOnly(0)),
  'cut after 10 bytes, RST': (socket) => socket.write(headOnly(10), () => socket.resetAndDestroy()),
  'cut after 10 bytes, FIN': (socket) => socket.end(headOnly(10)),
  'cut inside the headers': (socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-ty'),
  'stops after the headers': (socket) => socket.write(headOnly(0)),
  'dribbles for ever': (socket) => {
    socket.write(
      headOnly(0)
        .toString()
        .replace(/content-length: \d+/, 'content-length: 100000'),
    );
    const timer = setInterval(() => socket.write(' '), 10);
    socket.on('close', () => clearInterval(timer));
  },
  'a chunked answer without its end': (socket) =>
    socket.end(
      'HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\ncontent-type: application/json\r\n\r\n5\r\n{"dat\r\n',
    ),
  'no HTTP at all': (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  '201, empty': answerWith({ status: 201 }),
  '204': (socket) => socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n'),
  '201 {}': answerWith({ status: 201, body: '{}' }),
  '201 null': answerWith({ status: 201, body: 'null' }),
  '201 []': answerWith({ status: 201, body: '[]' }),
  '201 without id': answerWith({ status: 201, body: '{"data":{"text":"hello"}}' }),
  '201 with a number for id': answerWith({ status: 201, body: '{"data":{"id":1999999999999999999}}' }),
  '201 with an id that is none': answerWith({ status: 201, body: '{"data":{"id":"undefined"}}' }),
  '201 with only errors': answerWith({ status: 201, body: '{"errors":[{"title":"Odd","detail":"odd"}]}' }),
  '201, malformed JSON': answerWith({ status: 201, body: '{"data":{"id":"1' }),
  '200 HTML': answerWith({ status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }),
  '302': answerWith({ status: 302, headers: { location: 'http://portal/' } }),
  '302 with an id': answerWith({ status: 302, body: CREATED }),
  '304': (socket) => socket.end('HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n'),
  '408': answerWith({ status: 408, body: '{"title":"Request Timeout"}' }),
  '500': answerWith({ status: 500, body: '{"title":"Internal Server Error"}' }),
  '502 HTML': answerWith({
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: '<h1>Bad Gateway</h1>',
  }),
  '503': answerWith({ status: 503, body: '{"title":"Service Unavailable","detail":"Over capacity"}' }),
  '504': answerWith({ status: 504 }),
  '522': answerWith({ status: 522 }),
  '403 cut at 0': answerWith({ status: 403, body: '', length: 80 }),
  '403 cut in HTML': answerWith({
    status: 403,
    headers: { 'content-type': 'text/html' },
    body: '<h1>',
    length: 80,
  }),
  'gzip that nobody asked for': answerWith({
    status: 201,
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(CREATED),
  }),
  'corrupt gzip': answerWith({
    status: 201,
    headers: { 'content-encoding': 'gzip' },
    body: Buffer.from('1f8b0800deadbeef', 'hex'),
  }),
  'cut gzip': answerWith({
    status: 201,
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(CREATED).subarray(0, 12),
    length: 99,
  }),
  'corrupt brotli': answerWith({
    status: 201,
    headers: { 'content-encoding': 'br' },
    body: Buffer.from('ffffffff', 'hex'),
  }),
};
