import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { node24 } from './project.mjs';

/** @type {readonly NodeJS.Signals[]} */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs an entry file in this process, as if it had been started directly.
 * @param {string} entry
 * @param {readonly string[]} args
 */
export async function runHere(entry, args) {
  process.argv = [process.execPath, entry, ...args];
  await import(pathToFileURL(entry).href);
}

/**
 * Runs this very command again under Node 24, in a child that gets our signals, gives us its exit status and
 * ends when we do (see exit-with-parent.mjs).
 */
export function rerunUnderNode24() {
  const child = spawn(node24(), process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the whole process group: the child has it already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      endAs(code, signal);
      resolve(undefined);
    });
  });
}

/**
 * Ends the way the child ended, so that shells and npm see its exit code or signal.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function endAs(code, signal) {
  process.exitCode = code ?? 1;
  if (signal === null) return;
  for (const name of FORWARDED) process.removeAllListeners(name);
  process.kill(process.pid, signal);
}
