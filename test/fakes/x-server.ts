import { createServer as createHttpServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { Agent, createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';

export type Received = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** Answers a request that was received whole, with raw bytes if it likes. */
export type Misbehaviour = (socket: Socket, request: Received) => void;

export type XServer = {
  readonly url: string;
  readonly port: number;
  /** Whole requests, in order of arrival. */
  readonly received: readonly Received[];
  /** Connections that were accepted. */
  connections(): number;
  close(): Promise<void>;
};

type Identity = { readonly key: string; readonly cert: string };

/** A server that reads a request properly and then misbehaves exactly as told. */
export async function openXServer(behave: Misbehaviour, tls: boolean | Identity = false): Promise<XServer> {
  const received: Received[] = [];
  const listener: RequestListener = (req) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const request = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body };
      received.push(request);
      behave(req.socket, request);
    });
  };
  const server = tls
    ? createHttpsServer(tls === true ? { key: TEST_KEY, cert: TEST_CERT } : tls, listener)
    : createHttpServer(listener);
  return { ...(await listen(server, tls !== false)), received };
}

/** A server below HTTP: it gets the bare TCP connection. */
export async function openTcpServer(behave: (socket: Socket) => void, tls = false): Promise<XServer> {
  return { ...(await listen(createTcpServer(behave), tls)), received: [] };
}

async function listen(server: Server, tls: boolean): Promise<Omit<XServer, 'received'>> {
  const sockets = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket: Socket) => socket.on('error', () => {}));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    connections: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export type AnswerParts = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** What `content-length` claims; the body's own length unless given. */
  readonly length?: number;
};

/** The bytes of an HTTP answer. */
export function httpAnswer({ status = 200, headers = {}, body = '', length }: AnswerParts): Buffer {
  const bytes = Buffer.from(body);
  const all = { 'content-type': 'application/json; charset=utf-8', connection: 'close', ...headers };
  const lines = Object.entries({ ...all, 'content-length': String(length ?? bytes.length) });
  const head = [`HTTP/1.1 ${status} Any`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join(
    '\r\n',
  );
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** Answers with these parts and closes in order. */
export function answerWith(parts: AnswerParts): Misbehaviour {
  return (socket) => socket.end(httpAnswer(parts));
}

/** For 127.0.0.1 and localhost, in tests only; nobody trusts it. */
const TEST_CERT = `-----BEGIN CERTIFICATE-----
MIIBazCCARGgAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtQZXJjaCB0
ZXN0czAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UE
AwwLUGVyY2ggdGVzdHMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARqsk8BwBPw
fbvSRIMu5q+pOELd5Ck/dd504KfuoJrTwbnOXZ+3/ZaqmN3kUH+uKvCorIZtuBhg
Ov2qjeEzzD/Bo04wTDAPBgNVHRMBAf8EBTADAQH/MBoGA1UdEQQTMBGHBH8AAAGC
CWxvY2FsaG9zdDAdBgNVHQ4EFgQUaxzNbng+78xJg+B1m3Vk4TeWCYUwCgYIKoZI
zj0EAwIDSAAwRQIgZlx0B0Ei/0zitHKUBJ/psq8PSxN0g6WnYQnwoe7aKssCIQCv
a3IHd+ppeAmSp0XEyixkXnrUyRJsd/VbufvQrZMT2A==
-----END CERTIFICATE-----
`;

/** An agent that takes it for X's. */
export const trusting = (): Agent => new Agent({ keepAlive: false, ca: TEST_CERT });

const TEST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgx7JkP0BjE4rBb5iZ
UWW+z/YuTlz6IJKWtQl1thVZJHahRANCAARqsk8BwBPwfbvSRIMu5q+pOELd5Ck/
dd504KfuoJrTwbnOXZ+3/ZaqmN3kUH+uKvCorIZtuBhgOv2qjeEzzD/B
-----END PRIVATE KEY-----
`;
