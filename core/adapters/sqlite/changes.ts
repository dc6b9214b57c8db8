import { closeSync, type FSWatcher, openSync, utimesSync, watch } from 'node:fs';
import type { Database } from './database.ts';

/** Tells of changes of posts, accounts and settings, made here or by another process. */
export type Changes = {
  /** Call after every commit of this process: listeners run at the end of the tick, once. */
  readonly committed: () => void;
  /** Returns the way out. The first listener starts the watching, the last one ends it. */
  readonly listen: (listener: () => void) => () => void;
  readonly close: () => void;
};

export type ChangesOptions = {
  /** ms between looks that need no signal; default 10 s, or 2 s where files cannot be watched. */
  readonly poll?: number;
  /** For tests: do as if files could not be watched. */
  readonly unwatched?: boolean;
};

const POLL_WATCHED = 10_000;
const POLL_UNWATCHED = 2_000;

/** History only grows, and every write of a post adds to it; `revision` does the same for the rest. */
export const SIGNAL = `SELECT (SELECT max(seq) FROM history) AS posts, (SELECT n FROM revision) AS others`;

/**
 * Each process touches one small file after a commit, and each watches that file. Watching the log instead
 * would be early: its bytes are written before the commit is visible, and a look then finds nothing. A look
 * compares two counters, so heartbeats, queue messages and our own commits wake nobody.
 */
export function watchChanges(db: Database, options: ChangesOptions = {}): Changes {
  const bell = `${db.file}-bell`;
  const listeners = new Set<() => void>();
  let pending = false;
  let seen = '';
  let stopWatching: (() => void) | undefined;

  const look = (): boolean => {
    const before = seen;
    try {
      seen = JSON.stringify(db.one(SIGNAL));
    } catch {
      // Whoever needs the store next is told; here is nobody to tell.
      return false;
    }
    return seen !== before;
  };
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const lookAndTell = (): void => {
    if (look()) tell();
  };
  const settle = (): void => {
    pending = false;
    ring(bell);
    if (listeners.size > 0) lookAndTell();
  };
  return {
    committed: () => {
      if (pending) return;
      pending = true;
      queueMicrotask(settle);
    },
    listen: (listener) => {
      const own = (): void => listener();
      listeners.add(own);
      if (!stopWatching) {
        look();
        stopWatching = startWatching(bell, lookAndTell, options);
      }
      return () => {
        listeners.delete(own);
        if (listeners.size > 0) return;
        stopWatching?.();
        stopWatching = undefined;
      };
    },
    close: () => {
      listeners.clear();
      stopWatching?.();
      stopWatching = undefined;
    },
  };
}

/** Calls `onBell` when the bell rings and now and then without; returns the way out. Keeps no process alive. */
function startWatching(bell: string, onBell: () => void, options: ChangesOptions): () => void {
  const watcher = options.unwatched ? undefined : watchFile(bell, onBell);
  const timer = setInterval(onBell, options.poll ?? (watcher ? POLL_WATCHED : POLL_UNWATCHED));
  timer.unref();
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}

function watchFile(bell: string, onBell: () => void): FSWatcher | undefined {
  ring(bell);
  try {
    // A watch that breaks later leaves the poll.
    return watch(bell, { persistent: false }, onBell).on('error', () => undefined);
  } catch {
    return undefined;
  }
}

/** Never fails: what it tells is already saved, and others find it at their next look. */
function ring(bell: string): void {
  const now = new Date();
  try {
    utimesSync(bell, now, now);
  } catch {
    try {
      closeSync(openSync(bell, 'a', 0o600));
    } catch {
      // The folder cannot be written any more; the next write of the store says so.
    }
  }
}
