import { type ClientRequest, get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { connect as connectTls, type DetailedPeerCertificate } from 'node:tls';
import type { NetworkTrouble, Reach } from '../../domain/reach.ts';
import { createRoutedAgent, type FindRoute, type Route } from './agent.ts';
import { type Hop, proxyName } from './proxy-server.ts';
import { openTunnel, TunnelError } from './tunnel.ts';

const PATIENCE = 10_000;

/** Asks an address for anything at all, the way that other requests to it go. Never rejects. */
export async function reach(url: URL, find: FindRoute, patience = PATIENCE): Promise<Reach> {
  const route = url.protocol === 'https:' ? await find(url).catch(() => undefined) : undefined;
  const way = route?.hops.flatMap(nameOfWay).at(0) ?? '';
  try {
    const { status, date } = await ask(url, find, patience);
    return { kind: 'answered', way, status, date };
  } catch (error) {
    return { kind: 'trouble', way, trouble: await troubleOf(url, route, error, patience) };
  }
}

function nameOfWay(hop: Hop): readonly string[] {
  if (hop.kind === 'unusable') return [hop.what];
  return hop.kind === 'proxy' ? [proxyName(hop.proxy)] : [''];
}

type Answer = { readonly status: number; readonly date: string | undefined };

function ask(url: URL, find: FindRoute, patience: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const hear = (response: IncomingMessage): void => {
      resolve({ status: response.statusCode ?? 0, date: response.headers.date });
      response.destroy();
      clearTimeout(timer);
    };
    const request: ClientRequest =
      url.protocol === 'https:'
        ? getHttps(url, { agent: createRoutedAgent(find, false) }, hear)
        : getHttp(url, { agent: false }, hear);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    request.once('error', fail);
    // A request that has no socket yet says nothing of its end.
    const timer = setTimeout(() => {
      fail(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
      request.on('error', () => undefined).destroy();
    }, patience);
  });
}

async function troubleOf(
  url: URL,
  route: Route | undefined,
  error: unknown,
  patience: number,
): Promise<NetworkTrouble> {
  if (error instanceof TunnelError) {
    const { fault, proxy, message } = error;
    return { kind: 'proxy', fault, proxy, detail: message };
  }
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'name', detail: code };
  if (code === 'ETIMEDOUT') return { kind: 'silent', detail: code };
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) {
    const seen = await certificateAt(url, route, patience).catch(() => undefined);
    return { kind: 'certificate', detail: code, ...seen };
  }
  if (/ERR_SSL|ERR_TLS|EPROTO/.test(code)) return { kind: 'tls', detail: code };
  return { kind: 'connect', detail: code || String(error) };
}

type Seen = { readonly issuer: string; readonly from: string; readonly to: string };

/** Who signed the certificate that is shown there. Nothing is sent. */
async function certificateAt(url: URL, route: Route | undefined, patience: number): Promise<Seen> {
  const target = { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 443) };
  const hop = route?.hops[0];
  const through = hop?.kind === 'proxy' ? await openTunnel(hop.proxy, target, route?.trust) : undefined;
  const socket = connectTls({
    ...target,
    servername: target.host,
    // To look at it is all that this connection is for.
    rejectUnauthorized: false,
    ...(through && { socket: through }),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.setTimeout(patience, () => reject(new Error('no answer')));
      socket.once('secureConnect', resolve).once('error', reject);
    });
    const {
      issuer,
      valid_from: from,
      valid_to: to,
    }: DetailedPeerCertificate = socket.getPeerCertificate(true);
    return { issuer: text(issuer.CN) || text(issuer.O), from, to };
  } finally {
    socket.destroy();
  }
}

/** One line: whoever shows a certificate chooses its names. */
const text = (name: string | string[] | undefined): string =>
  String(Array.isArray(name) ? (name[0] ?? '') : (name ?? ''))
    .replace(/[\s\p{C}]+/gu, ' ')
    .slice(0, 80);

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
