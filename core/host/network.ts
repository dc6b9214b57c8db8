import * as tls from 'node:tls';
import { type Agents, type FindRoute, routedAgents } from '../adapters/network/agent.ts';
import { readCaFile } from '../adapters/network/ca-file.ts';
import { DIRECT, type Hop, proxyHop } from '../adapters/network/proxy-server.ts';
import { environmentHops, isLoopback } from '../adapters/network/system-proxy.ts';
import type { NetworkSettings } from '../domain/network.ts';
import { networkSettings } from './network-choice.ts';
import { openSecrets } from './secrets.ts';

/** What leads out of this computer: to X and to a shared storage. */
export type Network = {
  /** Where requests to an https address go now. */
  readonly route: FindRoute;
  /** For X: a connection is for one request. */
  readonly single: Agents;
  /** For a storage: connections are used again. */
  readonly kept: Agents;
  /** Read anew for each connection. @throws StoreError */
  readonly settings: () => NetworkSettings;
};

export type NetworkDeps = Pick<Network, 'settings'> & {
  /** What the system, or the environment, says of an https address. */
  readonly system: (url: URL) => Promise<readonly Hop[]>;
};

export function createNetwork({ settings, system }: NetworkDeps): Network {
  let trust: { readonly of: string; readonly context: tls.SecureContext | undefined } | undefined;

  /** Reading and parsing all authorities takes some ms, so once for each file. */
  const trusted = (caFile: string): tls.SecureContext | undefined => {
    if (caFile === '') return undefined;
    if (trust?.of !== caFile || !trust.context) trust = { of: caFile, context: contextOf(caFile) };
    return trust.context;
  };
  const route: FindRoute = async (url) => {
    const now = settings();
    return { hops: await hops(url, now, system), trust: trusted(now.caFile) };
  };
  return {
    route,
    settings,
    single: routedAgents(route, false),
    kept: routedAgents(route, true),
  };
}

/** That of a home, for a program whose system is its environment. */
export function openNetwork(home: string, env: Readonly<Record<string, string | undefined>>): Network {
  const secrets = openSecrets(home);
  return createNetwork({
    settings: () => networkSettings(home, secrets),
    system: async (url) => environmentHops(url, env),
  });
}

async function hops(
  url: URL,
  { mode, server, user, password }: NetworkSettings,
  system: NetworkDeps['system'],
): Promise<readonly Hop[]> {
  if (mode === 'none' || isLoopback(url)) return [DIRECT];
  return mode === 'custom' ? [proxyHop(server, user, password)] : system(url);
}

/** Without the file when it cannot be used: that trusts less, never more; the examination tells of it. */
function contextOf(caFile: string): tls.SecureContext | undefined {
  const file = readCaFile(caFile);
  if (file.kind === 'problem') return undefined;
  // Node 20 has no such function, and would not even load an import of it.
  const { getCACertificates }: Partial<typeof tls> = tls;
  const usual = getCACertificates?.('default') ?? tls.rootCertificates;
  return tls.createSecureContext({ ca: [...usual, ...file.pem] });
}
