import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../domain/time.ts';
import { takeLock } from './process-lock.ts';

/** Who works for a home. */
export type WorkerHolder = {
  readonly pid: number;
  readonly kind: 'app' | 'cli';
  readonly startedAt: Instant;
  readonly host: string;
};

/** `holder` is undefined when the other one has not said yet who it is. */
export type WorkerLock =
  | { readonly ok: true; readonly release: () => void }
  | { readonly ok: false; readonly holder: WorkerHolder | undefined };

/**
 * One worker per home. The lock is the operating system's, held through SQLite on a file of its own, so death
 * of any kind frees it; `worker.json` only tells others who holds it.
 * @throws StoreError when the home cannot be written
 */
export function acquireWorkerLock(home: string, holder: WorkerHolder): WorkerLock {
  const file = join(home, 'worker.lock');
  const about = join(home, 'worker.json');
  const lock = takeLock(file);
  if (!lock) return { ok: false, holder: readHolder(about) };
  writeFileSync(about, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  return {
    ok: true,
    release: () => {
      if (!lock.isOpen) return;
      rmSync(about, { force: true });
      lock.close();
    },
  };
}

function readHolder(about: string): WorkerHolder | undefined {
  try {
    return JSON.parse(readFileSync(about, 'utf8')) as WorkerHolder;
  } catch {
    return undefined;
  }
}
