import type { KeyVault, TokenPair } from '../../core/ports/key-vault.ts';

export type MemoryVault = KeyVault & {
  readonly pairs: Map<string, TokenPair>;
  /** What the next `keep` throws. */
  refuseToKeep(error: Error): void;
};

/** A vault that several publishers can share, as processes share that of a home. */
export function createMemoryVault(): MemoryVault {
  const pairs = new Map<string, TokenPair>();
  let last: Promise<unknown> = Promise.resolve();
  let refusal: Error | undefined;
  return {
    pairs,
    refuseToKeep: (error) => {
      refusal = error;
    },
    read: async (signIn) => pairs.get(signIn),
    keep: async (signIn, pair) => {
      const error = refusal;
      refusal = undefined;
      if (error) throw error;
      pairs.set(signIn, pair);
    },
    exclusively: (work) => {
      const run = last.then(work);
      last = run.catch(() => undefined);
      return run;
    },
  };
}
