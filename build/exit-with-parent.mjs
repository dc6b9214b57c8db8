// A wrapper (npm, the bootstrap) that is killed cannot pass a signal on. So this process watches for the death
// of what started it and then ends by SIGTERM, which runs the program's own shutdown.
import { readFileSync } from 'node:fs';

const POLL_MS = 250;
const GRACE_MS = 10_000;
const SHELLS = ['sh', 'dash', 'bash', 'ash', 'zsh'];

function endThisProcess() {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
}

/**
 * Name and parent of a process, where /proc tells.
 * @param {number} pid
 */
function processInfo(pid) {
  try {
    const [, name = '', parent = ''] =
      /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, parent };
  } catch {
    return { name: '', parent: '' };
  }
}

/** Changes when the wrapper dies. npm runs scripts through a shell, which outlives a killed npm. */
function wrapperIdentity() {
  const { name, parent } = processInfo(process.ppid);
  return SHELLS.includes(name) ? `${process.ppid} ${parent}` : `${process.ppid}`;
}

/** Ends this process when the wrapper that started it is gone. Without a wrapper it does nothing. */
export function exitWithParent() {
  if (process.channel) {
    process.once('disconnect', endThisProcess);
    // The listener alone would keep an otherwise finished process alive.
    process.channel.unref();
    return;
  }
  // Only under npm: somebody who runs the file in the background may close the shell it came from.
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const wrapper = wrapperIdentity();
  const timer = setInterval(() => {
    if (wrapperIdentity() === wrapper) return;
    clearInterval(timer);
    endThisProcess();
  }, POLL_MS);
  timer.unref();
}
