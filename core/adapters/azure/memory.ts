/** An answer that may be used again for a while. */
export type Memory<T> = {
  /** The remembered answer, or a new one; asked for once for all who ask at the same time. */
  get(): Promise<T>;
  /** A new one, whatever is remembered. */
  fresh(): Promise<T>;
  /** After a write of ours: nothing that was asked before is good any more. */
  forget(): void;
};

/** `monotonic` and `keep` in ms. */
export function createMemory<T>(read: () => Promise<T>, monotonic: () => number, keep: number): Memory<T> {
  let known: { readonly value: Promise<T>; readonly until: number } | undefined;
  const fresh = (): Promise<T> => {
    const asked = { value: read(), until: monotonic() + keep };
    known = asked;
    // An outage is not an answer.
    asked.value.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.value;
  };
  return {
    get: () => (known && monotonic() < known.until ? known.value : fresh()),
    fresh,
    forget: () => {
      known = undefined;
    },
  };
}
