import type { SandboxDatabase } from './database.ts';

export type Commits = {
  /**
   * Runs `job` soon, together with all others that wait, and resolves when what it wrote is on the disk.
   * With `keep` false, or when it throws, what it wrote is undone.
   */
  submit<T>(job: () => T, keep: boolean): Promise<T>;
  /** Runs now what waits. */
  flush(): void;
};

type Waiting = { readonly run: () => void; readonly settle: (failure?: { readonly error: unknown }) => void };

/** One disk write for all calls that arrive together: neither limits how many posts a second can be made. */
export function createCommits(db: SandboxDatabase): Commits {
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      db.transaction(() => {
        for (const { run } of batch) run();
      });
      for (const { settle } of batch) settle();
    } catch (error) {
      for (const { settle } of batch) settle({ error });
    }
  };
  return {
    flush,
    submit: (job, keep) =>
      new Promise((resolve, reject) => {
        let outcome = (): void => {};
        const run = (): void => {
          try {
            const result = inSavepoint(db, job, keep);
            outcome = () => resolve(result);
          } catch (error) {
            outcome = () => reject(error);
          }
        };
        waiting.push({ run, settle: (failure) => (failure ? reject(failure.error) : outcome()) });
        if (waiting.length === 1) setImmediate(flush);
      }),
  };
}

function inSavepoint<T>(db: SandboxDatabase, job: () => T, keep: boolean): T {
  let done = false;
  db.run('SAVEPOINT job');
  try {
    const result = job();
    done = keep;
    return result;
  } finally {
    // Nothing to undo when a full disk has already undone the whole transaction.
    if (db.isTransaction()) {
      if (!done) db.run('ROLLBACK TO job');
      db.run('RELEASE job');
    }
  }
}
