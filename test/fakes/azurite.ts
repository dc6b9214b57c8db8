import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '../../build/project.mjs';
import { expectNoSecretIn, rememberSecret } from './storage-scan.ts';

export type Azurite = {
  readonly connection: string;
  readonly ports: AzuritePorts;
  readonly account: { readonly name: string; readonly key: string };
  /**
   * Ends it as a person would (SIGTERM), so that nothing is lost on the disk. Whatever it holds at its end is
   * searched for secrets. @throws Error when there is one
   */
  readonly stop: () => Promise<void>;
};

export type AzuritePorts = { readonly blob: number; readonly queue: number; readonly table: number };

export type AzuriteOptions = {
  /** A folder to keep the data in; without one they are in memory. */
  readonly location?: string;
  /** To start it again where it was. */
  readonly ports?: AzuritePorts;
  readonly account?: Azurite['account'];
};

const NODE = join(ROOT, 'node_modules/.bin/node');
const AZURITE = join(ROOT, 'node_modules/azurite/dist/src/azurite.js');
const LISTENS = /Azurite (?:Blob|Queue|Table) service (?:is )?successfully listen/gi;

/** Microsoft's own stand-in for Azure Storage, on free loopback ports, under an account made for this run. */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  const ports = options.ports ?? { blob: await freePort(), queue: await freePort(), table: await freePort() };
  const account = options.account ?? { name: 'perchtest', key: randomBytes(32).toString('base64') };
  const keep = options.location ? ['--location', options.location] : ['--inMemoryPersistence'];
  rememberSecret(account.key);
  const child = spawn(NODE, [AZURITE, ...keep, ...argumentsFor(ports)], {
    env: { ...process.env, AZURITE_ACCOUNTS: `${account.name}:${account.key}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A test run that is killed must not leave it behind.
  const end = (): boolean => child.kill('SIGKILL');
  process.once('exit', end);
  await listening(child.stdout, once(child, 'exit'));
  const connection = connectionString(account, ports);
  return {
    connection,
    ports,
    account,
    stop: async () => {
      process.removeListener('exit', end);
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      const dirty = await expectNoSecretIn(connection).catch((error: unknown) => ({ error }));
      child.kill('SIGTERM');
      await gone;
      if (dirty) throw dirty.error;
    },
  };
}

function argumentsFor(ports: AzuritePorts): readonly string[] {
  const places = Object.entries(ports).flatMap(([service, port]) => [
    `--${service}Host`,
    '127.0.0.1',
    `--${service}Port`,
    String(port),
  ]);
  // The SDKs move on to API versions that Azurite does not know yet, and a host of a name is no account.
  return ['--silent', '--disableTelemetry', '--skipApiVersionCheck', '--disableProductStyleUrl', ...places];
}

/** The stand-in at other ports, such as those of a proxy. */
export function connectionString(account: Azurite['account'], ports: AzuritePorts): string {
  const endpoint = (port: number) => `http://127.0.0.1:${port}/${account.name}`;
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${account.name}`,
    `AccountKey=${account.key}`,
    `BlobEndpoint=${endpoint(ports.blob)}`,
    `QueueEndpoint=${endpoint(ports.queue)}`,
    `TableEndpoint=${endpoint(ports.table)}`,
  ].join(';');
}

async function listening(output: NodeJS.ReadableStream, exit: Promise<readonly unknown[]>): Promise<void> {
  let said = '';
  const ready = new Promise<void>((resolve) => {
    output.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if ((said.match(LISTENS) ?? []).length >= 3) resolve();
    });
  });
  const died = exit.then(([code]) => {
    throw new Error(`Azurite ended with ${String(code)} before it was ready: ${said}`);
  });
  await Promise.race([ready, died]);
  died.catch(() => undefined);
  // The log of requests would only fill memory.
  output.removeAllListeners('data');
  output.resume();
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}
