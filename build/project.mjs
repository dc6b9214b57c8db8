import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** True when this process can run the project's TypeScript itself. */
export const RUNS_TYPESCRIPT = Number.parseInt(process.versions.node, 10) >= 24;

/**
 * One line to stderr: stdout belongs to the task that follows.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Path of a Node 24: this one when it is new enough, otherwise the one from the package registry. */
export function node24() {
  if (RUNS_TYPESCRIPT) return process.execPath;
  const fromRegistry = join(
    ROOT,
    'node_modules/node/bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(fromRegistry)) return fromRegistry;
  throw new Error(
    `Perch is built with Node 24; this is ${process.version} and the npm package "node" did not bring one. ` +
      'Install Node 24 or newer, or run `npm rebuild node`, then try again.',
  );
}
