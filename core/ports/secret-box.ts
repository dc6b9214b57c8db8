/**
 * `ready`: secrets can be sealed and opened. `locked`: not now, but there is a keyring, so later. `none`: this
 * system has nothing that could guard them.
 */
export type BoxState = 'ready' | 'locked' | 'none';

/** `by` names the keyring. */
export type Sealing =
  | { readonly kind: 'sealed'; readonly sealed: string; readonly by: string }
  | { readonly kind: 'unavailable' };

export type Opening =
  /** `stale`: it is to be sealed again, with a newer key of the keyring. */
  | { readonly kind: 'opened'; readonly text: string; readonly stale: boolean }
  | { readonly kind: 'unavailable' }
  /** The keyring is open and cannot open it: another one has sealed it. */
  | { readonly kind: 'lost' };

/** The system's keyring, as what guards secrets from whoever can read the files. Nothing of it ever rejects. */
export type SecretBox = {
  /** How it is now: the system is asked. Answers within seconds, also while a keyring waits for a person. */
  look(): Promise<BoxState>;
  seal(text: string): Promise<Sealing>;
  open(sealed: string): Promise<Opening>;
};
