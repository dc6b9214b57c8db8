import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../../build/project.mjs';

// Peers are measured, never used: they live beside the results and are no dependency of anything.

export const PEERS = {
  bullmq: '6.7.0',
  'better-sqlite3': '13.2.0',
  'graphile-worker': '0.18.0',
  pg: '8.23.1',
  'pg-boss': '12.38.0',
  plainjob: '0.0.14',
} as const;

const FOLDER = join(ROOT, 'bench-results', 'peers');
const MANIFEST = {
  private: true,
  type: 'module',
  dependencies: PEERS,
  // pg-boss asks for a later one than some mirrors of the registry have.
  overrides: { 'rrule-temporal': '2.2.7' },
};

/** Installs the peers when they are not there. */
export function installPeers(): void {
  const file = join(FOLDER, 'package.json');
  const isThere = Object.keys(PEERS).every((name) => existsSync(join(FOLDER, 'node_modules', name)));
  if (isThere) return;
  console.log('Installing the peers to measure…');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, `${JSON.stringify(MANIFEST, null, 2)}\n`);
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The peers could not be installed. Is the package registry reachable?');
}

export const loadPeer = async <T>(name: string): Promise<T> => {
  const entry = createRequire(join(FOLDER, 'package.json')).resolve(name);
  return (await import(pathToFileURL(entry).href)) as T;
};
