import { resolve } from 'node:path';
import { ensureHome } from '../adapters/system/home.ts';
import { PROXY_MODES } from '../domain/network.ts';
import type { Network } from '../host/network.ts';
import { chooseCaFile, chooseProxy } from '../host/network-choice.ts';
import { openSecrets } from '../host/secrets.ts';
import type { CliContext } from './context.ts';
import { failure } from './failure.ts';
import { homePath } from './home.ts';
import { textOf } from './storage-option.ts';

export type NetworkOptions = { readonly proxy?: string; readonly caFile?: string };

/** Changes how this computer gets out; all or nothing. @throws Failure */
export async function setNetwork(context: CliContext, { proxy, caFile }: NetworkOptions): Promise<void> {
  if (proxy === undefined && caFile === undefined) return;
  const home = ensureHome(await homePath(context));
  const given = proxy && (await textOf(context, '--proxy', proxy, 'the address of the proxy')).trim();
  const file = caFile === undefined || caFile === 'none' ? '' : resolve(caFile);
  refuse(caFile === undefined ? undefined : chooseCaFile(home, file));
  if (given === undefined) return;
  const mode = PROXY_MODES.find((each) => each === given && each !== 'custom') ?? 'custom';
  refuse(await chooseProxy(home, openSecrets(home), { mode, ...(mode === 'custom' && { server: given }) }));
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw failure('invalid', `Not set. ${problem}`);
}

/** As `settings --json` tells of it: without the password. */
export function networkJson(network: Network) {
  const { mode, server, user, password, caFile } = network.settings();
  return { proxy: mode, server, user, hasPassword: password !== '', caFile };
}

export function networkFacts(network: Network): readonly (readonly [string, string])[] {
  const { mode, server, user, caFile } = network.settings();
  const words = {
    system: 'as HTTPS_PROXY and NO_PROXY say; in the app, as the system says',
    none: 'none, whatever the system says',
    custom: `${server}${user === '' ? '' : ` as ${user}`}`,
  };
  return [
    ['Proxy', words[mode]],
    ['Certificates', caFile === '' ? 'the usual authorities' : `the usual authorities, and ${caFile}`],
  ];
}
