import type { TokenPair } from '../domain/token-pair.ts';

export type { TokenPair };

/**
 * Where the tokens of OAuth 2 sign-ins are kept as they rotate. A sign-in goes by the fingerprint of the keys it
 * began with, which stays the same however often they rotate. @throws StoreError
 */
export type KeyVault = {
  /** The pair that was kept last; undefined while the one that the sign-in began with is in force. */
  read(signIn: string): Promise<TokenPair | undefined>;
  /** It is on the disk when this resolves. */
  keep(signIn: string, pair: TokenPair): Promise<void>;
  /** Runs `work` while no other process of this machine that uses the same vault does. Death of any kind ends it. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
};
