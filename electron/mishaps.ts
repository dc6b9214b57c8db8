import { app } from 'electron';
import type { Instant } from '../core/domain/time.ts';
import type { Log } from '../core/ports/log.ts';
import type { Mishap } from '../core/rpc/shell-contract.ts';
import type { WorkerStatus } from './worker-supervision.ts';

/** What ended by itself, for a person to read: calmly, as Perch has started it again. */
export type Mishaps = {
  /** Newest first. */
  list(): readonly Mishap[];
  add(what: Mishap['what'], reason: string): void;
  /** Of the worker; a person's own restart has no message. */
  setWorker(status: WorkerStatus): void;
};

const KEPT = 20;

/**
 * No memory of a process is ever written to a file: it would hold keys and posts. The log has the reason, and
 * that is all that is kept.
 */
export function createMishaps(log: Log, now: () => Instant, onChange: () => void): Mishaps {
  let mishaps: readonly Mishap[] = [];
  const note = (what: Mishap['what']): void => {
    mishaps = [{ at: now(), what }, ...mishaps].slice(0, KEPT);
    onChange();
  };
  const add: Mishaps['add'] = (what, reason) => {
    log.error('a process ended by itself', { what, reason });
    note(what);
  };
  // Of windows their own watchers tell, of the worker its supervisor; Chromium starts these again by itself.
  app.on('child-process-gone', (_event, { type, reason, name = '' }) => {
    if (reason === 'clean-exit' || name === 'Perch worker') return;
    add(type === 'GPU' ? 'graphics' : 'part', `${type} ${name} ${reason}`.trim());
  });
  return {
    list: () => mishaps,
    add,
    setWorker: ({ state, message }) => {
      // Its supervisor has said why in the log.
      if (state === 'restarting' && message !== undefined) note('worker');
    },
  };
}
