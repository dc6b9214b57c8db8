import { type ChildProcess, spawn } from 'node:child_process';

// Reads until its input ends, which happens when this process dies in whatever way.
const WAIT_THEN_KILL = `trap '' INT TERM HUP; read -r _; kill -TERM "$1"; sleep 5; kill -KILL "$1"`;

/** Makes sure that a child does not outlive this process, even if this process is killed outright. */
export function leash(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) return;
  const guard = spawn('/bin/sh', ['-c', WAIT_THEN_KILL, 'leash', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  child.once('exit', () => guard.kill('SIGKILL'));
}
