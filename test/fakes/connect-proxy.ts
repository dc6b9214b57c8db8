import { createServer } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { SIGNED } from './authority.ts';

export type ConnectProxy = {
  readonly port: number;
  /** `host:port` of each CONNECT that came, let through or not. */
  readonly asked: readonly string[];
  /** What stood in the way of each: the credentials that came with it. */
  readonly authorizations: readonly (string | undefined)[];
  close(): Promise<void>;
};

export type ConnectProxyOptions = {
  /** Names that only the proxy knows, and where they are on this machine. */
  readonly names: Readonly<Record<string, number>>;
  /** `user:password`; others get a 407. */
  readonly login?: string;
  /** Answers every CONNECT with this status. */
  readonly status?: number;
  /** Takes the CONNECT and does not answer. */
  readonly silent?: boolean;
  /** To be reached by https. */
  readonly secure?: boolean;
};

/** A real CONNECT proxy on loopback, which leads to servers of this machine only. */
export async function openConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const http = createServer((_request, response) => response.writeHead(400).end());
  http.on('connect', (request, socket: Socket) => {
    keep(socket);
    asked.push(request.url ?? '');
    const authorization = request.headers['proxy-authorization'];
    authorizations.push(authorization);
    const [name = ''] = (request.url ?? '').split(':');
    const port = options.names[name];
    const status = options.status ?? statusFor(options, authorization, port);
    if (options.silent) return;
    if (status !== 200) {
      const body = '<h1>No</h1>';
      socket.end(`HTTP/1.1 ${status} Not for you\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      return;
    }
    const onward = connect(port ?? 0, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\nVia: tests\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    keep(onward);
    socket.on('close', () => onward.destroy());
  });
  http.on('connection', keep);
  const server: Server = options.secure
    ? createTlsServer(SIGNED, (socket) => http.emit('connection', socket))
    : http;
  server.on('connection', keep);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function statusFor(
  { login }: ConnectProxyOptions,
  authorization: string | undefined,
  port: number | undefined,
): number {
  const expected = login && `Basic ${Buffer.from(login).toString('base64')}`;
  if (expected !== undefined && authorization !== expected) return 407;
  return port === undefined ? 502 : 200;
}
