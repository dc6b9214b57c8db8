import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leash } from '../../../build/leash.ts';
import { ensureTool } from '../../../build/system-libraries.ts';

/** A server on a loopback port and a fresh data folder; `stop` removes both. */
export type Server = { readonly port: number; stop(): Promise<void> };

/** Redis as its own documentation advises for durable data: every write in a log that is flushed each second. */
export async function startRedis(): Promise<Server | undefined> {
  if (!ensureTool('redis-server', 'redis-server')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'perch-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  return startServer(
    'redis-server',
    [...args, '--appendonly', 'yes', '--appendfsync', 'everysec'],
    folder,
    port,
  );
}

/** PostgreSQL with its stock configuration: every commit is on the disk. It refuses to run as root. */
export async function startPostgres(): Promise<Server | undefined> {
  if (!findPostgres()) ensureTool('pg_createcluster', 'postgresql');
  const bin = findPostgres();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'perch-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const as =
    process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  if (as.length > 0) for (const path of [folder, data]) chownSync(path, idOf('-u'), idOf('-g'));
  const [initdb = '', ...initArgs] = [
    ...as,
    join(bin, 'initdb'),
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
  ];
  if (spawnSync(initdb, initArgs, { stdio: 'ignore' }).status !== 0) return undefined;
  const port = await freePort();
  const [command = '', ...args] = [
    ...as,
    join(bin, 'postgres'),
    '-D',
    data,
    '-p',
    String(port),
    '-k',
    folder,
  ];
  return startServer(command, [...args, '-h', '127.0.0.1'], folder, port);
}

function findPostgres(): string | undefined {
  const all = '/usr/lib/postgresql';
  const [version] = existsSync(all) ? readdirSync(all).toSorted((a, b) => Number(b) - Number(a)) : [];
  return version === undefined ? undefined : join(all, version, 'bin');
}

const idOf = (flag: string): number =>
  Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);

async function startServer(
  command: string,
  args: readonly string[],
  folder: string,
  port: number,
): Promise<Server> {
  const child = spawn(command, args, { stdio: 'ignore' });
  leash(child);
  const exit = once(child, 'exit');
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`${command} did not start.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    port,
    stop: async () => {
      child.kill('SIGINT');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', end(true)).once('error', end(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
