import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { say } from './project.mjs';

const POLL_MS = 200;

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {string} path */
function tryAcquire(path) {
  // Written first and linked afterwards: a lock never exists without its owner's pid in it.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @param {string} path */
function readOwner(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Removes the lock of a dead process; a lock that another process took in the meantime is put back.
 * @param {string} path
 * @param {number} deadOwner
 */
function breakLock(path, deadOwner) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readOwner(aside) !== deadOwner) linkSync(aside, path);
  } catch {
    // Somebody else was quicker; the next attempt sees their lock or none.
  }
  rmSync(aside, { force: true });
}

/** @param {string} path */
async function acquire(path) {
  let told = false;
  while (!tryAcquire(path)) {
    const owner = readOwner(path);
    if (owner !== undefined && !isAlive(owner)) {
      breakLock(path, owner);
      continue;
    }
    if (!told) say(`Waiting for process ${owner ?? '?'}, which is installing or building…`);
    told = true;
    await sleep(POLL_MS);
  }
}

/**
 * Runs `work` while holding the lock file at `path`. The lock of a process that died is broken.
 * @template T
 * @param {string} path
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  await acquire(path);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
