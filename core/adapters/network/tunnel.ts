import { connect, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { type Hop, type ProxyServer, proxyName } from './proxy-server.ts';

/** What kept Perch from getting through a proxy. Not a byte for the server behind it has left then. */
export type TunnelFault =
  | 'address' // its name has no address
  | 'connect' // it does not take the connection
  | 'tls' // it is not who it should be
  | 'silent' // it took the connection and never answered
  | 'sign-in' // 407
  | 'refused' // it will not lead there
  | 'gateway' // it cannot reach the server
  | 'unusable'; // no HTTP proxy

export class TunnelError extends Error {
  override readonly name = 'TunnelError';
  readonly fault: TunnelFault;
  /** The proxy, as it may be shown. */
  readonly proxy: string;

  constructor(fault: TunnelFault, proxy: string, words: string, cause?: unknown) {
    super(words, { cause });
    this.fault = fault;
    this.proxy = proxy;
  }
}

export type Target = { readonly host: string; readonly port: number };

/** A proxy that takes longer is in the way of a post whose turn it is, ms. */
const PATIENCE = 8_000;
const LONGEST_HEAD = 16_384;

/**
 * A connection to the target through a proxy (RFC 9110 9.3.6), before anything is sent on it.
 * @throws TunnelError
 */
export async function openTunnel(
  proxy: ProxyServer,
  target: Target,
  trust: SecureContext | undefined,
  patience = PATIENCE,
): Promise<Socket> {
  const name = proxyName(proxy);
  const socket = reach(proxy, trust);
  const timer = setTimeout(
    () => socket.destroy(new TunnelError('silent', name, `the proxy ${name} did not answer in time`)),
    patience,
  );
  try {
    await connected(socket, proxy);
    socket.write(request(proxy, target));
    const { status, words } = await answer(socket, name);
    if (status !== 200) throw refusal(name, target, status, words);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error instanceof TunnelError ? error : failure(name, error);
  } finally {
    clearTimeout(timer);
  }
}

/** The proxy cannot be reached at all, so that the next way may be tried. */
export const isUnreached = (error: unknown): boolean =>
  error instanceof TunnelError && ['address', 'connect', 'silent'].includes(error.fault);

export function unusable(hop: Extract<Hop, { kind: 'unusable' }>): TunnelError {
  return new TunnelError('unusable', hop.what, `the proxy to be used is ${hop.what}, which Perch cannot use`);
}

function reach({ secure, host, port }: ProxyServer, trust: SecureContext | undefined): Socket {
  if (!secure) return connect({ host, port });
  return connectTls({ host, port, servername: host, ...(trust && { secureContext: trust }) });
}

function connected(socket: Socket, { secure }: ProxyServer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

function request({ authorization }: ProxyServer, { host, port }: Target): string {
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const lines = [`CONNECT ${where} HTTP/1.1`, `Host: ${where}`, 'Proxy-Connection: close'];
  if (authorization !== undefined) lines.push(`Proxy-Authorization: ${authorization}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Reads the head of the answer, and nothing of what follows it. */
function answer(socket: Socket, name: string): Promise<{ status: number; words: string }> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const done = (act: () => void): void => {
      socket.off('data', hear).off('error', fail).off('close', cut);
      socket.pause();
      act();
    };
    const fail = (error: unknown): void => done(() => reject(error));
    const cut = (): void => fail(new TunnelError('refused', name, `the proxy ${name} closed the connection`));
    const hear = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length <= LONGEST_HEAD) return;
      const [, status, words = ''] = /^HTTP\/1\.[01] (\d{3}) ?([^\r\n]*)/.exec(head.toString('latin1')) ?? [];
      const rest = head.subarray(end + 4);
      if (end < 0 || status === undefined)
        fail(new TunnelError('refused', name, `the proxy ${name} does not speak HTTP`));
      else
        done(() => {
          if (rest.length > 0) socket.unshift(rest);
          resolve({ status: Number(status), words });
        });
    };
    socket.on('data', hear).on('error', fail).on('close', cut);
  });
}

function refusal(name: string, { host }: Target, status: number, words: string): TunnelError {
  const said = `${status} ${words}`.trim().slice(0, 80);
  if (status === 407)
    return new TunnelError('sign-in', name, `the proxy ${name} asks for a user name and password (${said})`);
  return status >= 500
    ? new TunnelError('gateway', name, `the proxy ${name} could not reach ${host} (${said})`)
    : new TunnelError('refused', name, `the proxy ${name} does not lead to ${host} (${said})`);
}

function failure(name: string, error: unknown): TunnelError {
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new TunnelError('address', name, `the proxy ${name} has no address (${code})`, error);
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_SSL|ERR_TLS|EPROTO/.test(code))
    return new TunnelError('tls', name, `the proxy ${name} could not prove its name (${code})`, error);
  return new TunnelError(
    'connect',
    name,
    `the proxy ${name} cannot be reached (${code || String(error)})`,
    error,
  );
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
