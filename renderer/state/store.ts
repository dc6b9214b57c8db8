/** A snapshot that parts of the window can watch. Snapshots are never changed, only replaced. */
export type Store<T> = {
  get(): T;
  /** Replaces the snapshot; nobody is called when it is the same one. */
  set(next: T | ((current: T) => T)): void;
  subscribe(listener: () => void): () => void;
};

export function createStore<T extends object>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (next) => {
      const value = typeof next === 'function' ? next(current) : next;
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
