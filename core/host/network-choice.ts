import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCaFile } from '../adapters/network/ca-file.ts';
import { parseProxy } from '../adapters/network/proxy-server.ts';
import { environmentProxies } from '../adapters/network/system-proxy.ts';
import { codeOf, fileFailure, writeDurably } from '../adapters/system/durable-file.ts';
import {
  DEFAULT_NETWORK,
  type NetworkChoice,
  type NetworkSettings,
  type NetworkView,
  PROXY_MODES,
  type ProxyMode,
} from '../domain/network.ts';
import type { SecretStore } from '../ports/secret-store.ts';

/** How a person wants this computer to get out: `<home>/network.json`, the password beside the other secrets. */
export function networkSettings(home: string, secrets: SecretStore): NetworkSettings {
  const choice = readChoice(home);
  return { ...choice, password: choice.user === '' ? '' : keptPassword(secrets, choice) };
}

/** As the window may know it. */
export function networkView({ password, ...choice }: NetworkSettings): NetworkView {
  const file = choice.caFile === '' ? undefined : readCaFile(choice.caFile);
  return {
    ...choice,
    hasPassword: password !== '',
    ...(file?.kind === 'problem' && { caProblem: file.problem }),
  };
}

export type ProxyChoice = {
  readonly mode: ProxyMode;
  /** Of `custom`: an address, which may hold user name and password. */
  readonly server?: string | undefined;
  readonly user?: string | undefined;
  /** Absent or empty: the one that is kept, as long as server and user are the same. */
  readonly password?: string | undefined;
};

/** Keeps it; running workers are told by whoever calls. @returns why not, or undefined @throws StoreError */
export async function chooseProxy(
  home: string,
  secrets: SecretStore,
  choice: ProxyChoice,
): Promise<string | undefined> {
  const before = networkSettings(home, secrets);
  if (choice.mode !== 'custom') {
    writeChoice(home, { ...before, mode: choice.mode });
    return undefined;
  }
  const parsed = parseProxy(choice.server || before.server);
  if (parsed.kind === 'problem') return parsed.problem;
  const user = choice.user || parsed.user;
  const isSame = before.server === parsed.server && before.user === user;
  const given = choice.password || parsed.password;
  const password = user === '' ? '' : given || (isSame ? before.password : '');
  await keepPassword(secrets, { server: parsed.server, user }, password);
  writeChoice(home, { ...before, mode: 'custom', server: parsed.server, user });
  return undefined;
}

/** Trusts the certificates of a file besides the usual ones; empty: of none. @returns why not, or undefined */
export function chooseCaFile(home: string, caFile: string): string | undefined {
  const read = caFile === '' ? undefined : readCaFile(caFile);
  if (read?.kind === 'problem') return read.problem;
  writeChoice(home, { ...readChoice(home), caFile });
  return undefined;
}

/** What of it must not be seen anywhere, as far as it can be read. */
export function networkSecrets(home: string, secrets: SecretStore, env: Variables): readonly string[] {
  const given = environmentProxies(env).map(parseProxy);
  const inEnvironment = given.flatMap((one) => (one.kind === 'proxy' ? secretsOfNetwork(one) : []));
  try {
    return [...inEnvironment, ...secretsOfNetwork(networkSettings(home, secrets))];
  } catch {
    return inEnvironment;
  }
}

type Variables = Readonly<Record<string, string | undefined>>;

export function secretsOfNetwork({
  user,
  password,
}: Pick<NetworkSettings, 'user' | 'password'>): readonly string[] {
  if (password === '') return [];
  return [password, encodeURIComponent(password), Buffer.from(`${user}:${password}`).toString('base64')];
}

const fileOf = (home: string): string => join(home, 'network.json');

/** What is damaged counts as not chosen: the way out is the usual one then. */
function readChoice(home: string): NetworkChoice {
  const { password: _none, ...usual } = DEFAULT_NETWORK;
  let kept: Partial<Record<keyof NetworkChoice, unknown>>;
  try {
    kept = JSON.parse(readFileSync(fileOf(home), 'utf8')) ?? {};
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && !(error instanceof SyntaxError)) throw fileFailure(error, fileOf(home));
    return usual;
  }
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const server = text(kept.server);
  const isProxy = server !== '' && parseProxy(server).kind === 'proxy';
  const mode = PROXY_MODES.find((each) => each === kept.mode) ?? usual.mode;
  return {
    mode: mode === 'custom' && !isProxy ? usual.mode : mode,
    server: isProxy ? server : '',
    user: text(kept.user),
    caFile: text(kept.caFile),
  };
}

function writeChoice(home: string, { mode, server, user, caFile }: NetworkChoice): void {
  writeDurably(fileOf(home), `${JSON.stringify({ mode, server, user, caFile }, null, 2)}\n`);
}

type Kept = { readonly server: string; readonly user: string; readonly password: string };

/** Only for the proxy that it was given for: another one must not get it. */
function keptPassword(
  secrets: SecretStore,
  { server, user }: Pick<NetworkChoice, 'server' | 'user'>,
): string {
  const kept = secrets.read()['proxy'] as Partial<Kept> | undefined;
  const isIts = kept?.server === server && kept.user === user;
  return isIts && typeof kept.password === 'string' ? kept.password : '';
}

async function keepPassword(
  secrets: SecretStore,
  { server, user }: Pick<NetworkChoice, 'server' | 'user'>,
  password: string,
): Promise<void> {
  if (password === '' && secrets.read()['proxy'] === undefined) return;
  await secrets.update(({ proxy: _before, ...rest }) =>
    password === '' ? rest : { ...rest, proxy: { server, user, password } satisfies Kept },
  );
}
