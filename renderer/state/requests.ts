/** What can be asked of whatever part of the window is there to do it. */
export type Requests<T = void> = {
  /** Asks now, or keeps the wish until somebody listens. */
  send(request: T): void;
  /** Returns the way out. */
  listen(listener: (request: T) => void): () => void;
};

export function createRequests<T = void>(): Requests<T> {
  let take: ((request: T) => void) | undefined;
  let pending: readonly T[] = [];
  return {
    send: (request) => {
      if (take) take(request);
      else pending = [...pending, request];
    },
    listen: (listener) => {
      take = listener;
      const kept = pending;
      pending = [];
      for (const request of kept) listener(request);
      return () => {
        take = undefined;
      };
    },
  };
}
