import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockfileHash } from './packages.mjs';
import { ROOT } from './project.mjs';

/**
 * What a target was built from and what came out; `bundled` are the folders of the packages that are in it.
 * @typedef {{ packages: string, inputs: Record<string, string>, outputs: string[], bundled: string[] }} BuildRecord
 */

/** @param {string} target */
const recordPath = (target) => join(ROOT, 'dist/.records', `${target}.json`);

/**
 * Changes whenever the file does; empty when there is no such file.
 * @param {string} path relative to the root
 */
export function fingerprint(path) {
  const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.mtimeMs}:${stat.size}`;
}

/**
 * What the last build of a target read and wrote.
 * @param {string} target
 * @returns {BuildRecord | undefined}
 */
export function readRecord(target) {
  try {
    return JSON.parse(readFileSync(recordPath(target), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} target @param {string} packages */
function isFresh(target, packages) {
  const record = readRecord(target);
  return (
    record !== undefined &&
    record.packages === packages &&
    record.outputs.every((path) => existsSync(join(ROOT, path))) &&
    Object.entries(record.inputs).every(([path, print]) => fingerprint(path) === print)
  );
}

/**
 * The targets whose sources, packages or outputs are not those of their last build.
 * @param {readonly string[]} targets
 */
export function staleTargets(targets) {
  if (targets.length === 0) return [];
  const packages = lockfileHash();
  return targets.filter((target) => !isFresh(target, packages));
}

/**
 * @param {string} target
 * @param {Omit<BuildRecord, 'packages'>} built
 */
export function recordBuild(target, built) {
  mkdirSync(dirname(recordPath(target)), { recursive: true });
  writeFileSync(recordPath(target), JSON.stringify({ packages: lockfileHash(), ...built }));
}

/** @param {string} target */
export function forgetBuild(target) {
  rmSync(recordPath(target), { force: true });
}
