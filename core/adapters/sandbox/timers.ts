/** Timers that all end together. */
export type Timers = {
  /** False when the sandbox closed meanwhile. */
  sleep(ms: number): Promise<boolean>;
  later(ms: number, action: () => void): void;
  /** Nothing waits or happens any more. */
  stop(): void;
};

export function createTimers(): Timers {
  const pending = new Map<NodeJS.Timeout, (rang: boolean) => void>();
  const add = (ms: number, done: (rang: boolean) => void): void => {
    const timer = setTimeout(() => {
      pending.delete(timer);
      done(true);
    }, ms);
    pending.set(timer, done);
  };
  return {
    sleep: (ms) => new Promise((resolve) => add(ms, resolve)),
    later: (ms, action) => add(ms, (rang) => rang && action()),
    stop: () => {
      const stopped = [...pending];
      pending.clear();
      for (const [timer, done] of stopped) {
        clearTimeout(timer);
        done(false);
      }
    },
  };
}
