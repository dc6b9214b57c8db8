/** Something that can be asked of whatever part of the window is there to do it. */
export type Requests = {
  /** Asks now, or keeps the wish until somebody listens. */
  send(): void;
  /** Returns the way out. */
  listen(listener: () => void): () => void;
};

export function createRequests(): Requests {
  let take: (() => void) | undefined;
  let isPending = false;
  return {
    send: () => {
      if (take) take();
      else isPending = true;
    },
    listen: (listener) => {
      take = listener;
      const wasPending = isPending;
      isPending = false;
      if (wasPending) listener();
      return () => {
        take = undefined;
      };
    },
  };
}
