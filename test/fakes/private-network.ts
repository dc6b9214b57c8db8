import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { DEFAULT_NETWORK, type NetworkSettings } from '../../core/domain/network.ts';
import { createNetwork, type Network } from '../../core/host/network.ts';
import { AUTHORITY, SIGNED } from './authority.ts';
import { type ConnectProxy, type ConnectProxyOptions, openConnectProxy } from './connect-proxy.ts';
import { type Misbehaviour, openXServer, type XServer } from './x-server.ts';

/** A name that only the proxy can find. */
export const HOST = 'x.perch.test';

/** Leads to the same server, whose certificate does not name it. */
export const STRANGER = 'portal.test';

export type PrivateNetwork = {
  readonly x: XServer;
  readonly proxy: ConnectProxy;
  /** Of X, by its name. */
  readonly url: string;
  /** Of the proxy. */
  readonly server: string;
  /** The authority that signed for X. */
  readonly caFile: string;
  /** A custom proxy and the authority, unless told otherwise. */
  network(settings?: Partial<NetworkSettings>): Network;
};

/** A file of the authority that signed for the names of the tests. */
export function writeAuthority(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perch-ca-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const caFile = join(folder, 'authority.pem');
  writeFileSync(caFile, AUTHORITY);
  return caFile;
}

/** A network in which X is behind a proxy and has a certificate of an authority that nobody knows. */
export async function openPrivateNetwork(
  behave: Misbehaviour,
  options: Omit<ConnectProxyOptions, 'names'> = {},
): Promise<PrivateNetwork> {
  const x = await openXServer(behave, SIGNED);
  const proxy = await openConnectProxy({ names: { [HOST]: x.port, [STRANGER]: x.port }, ...options });
  const caFile = writeAuthority();
  onTestFinished(async () => {
    await Promise.all([proxy.close(), x.close()]);
  });
  const server = options.secure ? `https://localhost:${proxy.port}` : `http://127.0.0.1:${proxy.port}`;
  const usual = { ...DEFAULT_NETWORK, mode: 'custom', server, caFile } as const;
  return {
    x,
    proxy,
    server,
    caFile,
    url: `https://${HOST}:${x.port}`,
    network: (settings = {}) =>
      createNetwork({
        settings: () => ({ ...usual, ...settings }),
        system: () => Promise.reject(new Error('nobody may ask the system here')),
      }),
  };
}
