/** Secrets by name, as JSON values; the caller knows the shape of its own. */
export type Secrets = Readonly<Record<string, unknown>>;

/** What a home keeps secret: keys of accounts, tokens as they rotate, the connection of a storage. */
export type SecretStore = {
  /** As they are now, without asking anybody. @throws StoreError `corrupt`, `unwritable` */
  read(): Secrets;
  /**
   * Replaces what is stored by what `change` makes of it, on the disk before it resolves: a rotated token must
   * be kept before it is used. One change at a time, over all processes. `change` may be called more than once.
   * @throws StoreError `corrupt` (left as it is), `unwritable`, `full`, `busy`
   */
  update(change: (secrets: Secrets) => Secrets): Promise<Secrets>;
};
