type Received = { readonly id: string; readonly receipt: string };

/** Remembers what a queue handed out here, to tell of what its receiver forgot. */
export type HandedOut<M extends Received> = {
  add(message: M, visibility: number): void;
  /** It was completed, extended or released. */
  remove(message: Received): void;
  /** Tells of each one whose visibility ran out. Asked at every receive, so it needs no timer. */
  report(): void;
};

/** `monotonic` in ms. Without `onAbandoned` nothing is kept. */
export function createHandedOut<M extends Received>(
  monotonic: () => number,
  onAbandoned?: (message: M) => void,
): HandedOut<M> {
  const held = new Map<string, { readonly message: M; readonly until: number }>();
  const keyOf = ({ id, receipt }: Received): string => receipt + id;
  return {
    add: (message, visibility) => {
      if (onAbandoned) held.set(keyOf(message), { message, until: monotonic() + visibility });
    },
    remove: (message) => {
      held.delete(keyOf(message));
    },
    report: () => {
      for (const [key, { message, until }] of held) {
        if (until > monotonic()) continue;
        held.delete(key);
        onAbandoned?.(message);
      }
    },
  };
}
