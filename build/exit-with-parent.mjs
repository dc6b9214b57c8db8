// A wrapper (npm, the bootstrap) that is killed cannot pass a signal on. So this process watches for its
// parent's death and ends by SIGTERM, which runs the program's own shutdown.

const POLL_MS = 1000;
const GRACE_MS = 10_000;

function endThisProcess() {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
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
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    endThisProcess();
  }, POLL_MS);
  timer.unref();
}
