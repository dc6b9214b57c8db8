/** What can be asked of whatever part of the window is there to do it. */
export type Requests<T = void> = {
  /** Asks now, or keeps the wish until somebody listens. */
  send(wish: T): void;
  /** Returns the way out. */
  listen(listener: (wish: T) => void): () => void;
};

export function createRequests<T = void>(): Requests<T> {
  let take: ((wish: T) => void) | undefined;
  let pending: readonly T[] = [];
  return {
    send: (wish) => {
      if (take) take(wish);
      else pending = [...pending, wish];
    },
    listen: (listener) => {
      take = listener;
      const waited = pending;
      pending = [];
      for (const wish of waited) listener(wish);
      return () => {
        take = undefined;
      };
    },
  };
}
