import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { Hop } from './proxy-server.ts';
import { isUnreached, openTunnel, type Target, unusable } from './tunnel.ts';

/** How to get to an address now. */
export type Route = {
  /** To be tried in this order, as long as they cannot be reached. */
  readonly hops: readonly Hop[];
  /** Default: Node's own authorities. */
  readonly trust: SecureContext | undefined;
};

/** @throws whatever keeps it from being known; then nothing is sent */
export type FindRoute = (url: URL) => Promise<Route>;

/** Plain http is for this computer only, so no proxy is asked. */
export type Agents = { readonly http: HttpAgent; readonly https: HttpsAgent };

type Options = Parameters<HttpsAgent['createConnection']>[0];
type Done = NonNullable<Parameters<HttpsAgent['createConnection']>[1]>;

/** An agent whose connections go the way that is the right one when they are made. */
export function createRoutedAgent(find: FindRoute, keepAlive: boolean): HttpsAgent {
  const agent = new HttpsAgent({ keepAlive });
  const shake = agent.createConnection.bind(agent);
  agent.createConnection = (options: Options, done?: Done): Duplex | undefined => {
    const target = { host: String(options.host), port: Number(options.port) };
    connectBy(find, target, (more) => shake({ ...options, ...more }) as Duplex)
      .then((socket) => done?.(null, socket))
      // Node gives the error to the request, and takes no socket then.
      .catch((error: Error) => done?.(error, undefined as unknown as Duplex));
    return undefined;
  };
  return agent;
}

export const routedAgents = (find: FindRoute, keepAlive: boolean): Agents => ({
  http: new HttpAgent({ keepAlive }),
  https: createRoutedAgent(find, keepAlive),
});

/** A session of another trust would let a certificate pass unseen, so none is taken up again. */
const withTrust = (trust: SecureContext | undefined): object =>
  trust ? { secureContext: trust, session: undefined } : {};

async function connectBy(find: FindRoute, target: Target, shake: (more: object) => Duplex): Promise<Duplex> {
  const where = target.host.includes(':') ? `[${target.host}]` : target.host;
  const { hops, trust } = await find(new URL(`https://${where}:${target.port}`));
  let failed: unknown;
  for (const hop of hops) {
    if (hop.kind === 'direct') return shake(withTrust(trust));
    try {
      if (hop.kind === 'unusable') throw unusable(hop);
      const socket = await openTunnel(hop.proxy, target, trust);
      return shake({ ...withTrust(trust), socket });
    } catch (error) {
      failed ??= error;
      if (hop.kind === 'proxy' && !isUnreached(error)) break;
    }
  }
  throw failed;
}
