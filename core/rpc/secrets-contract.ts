/** What is kept secret, by what guards it: names of accounts, never what is kept. */
export type SecretsState = {
  /** `unknown`: nothing is kept, so the system was not asked. */
  readonly guard: 'unknown' | 'ready' | 'locked' | 'none';
  /** Secrets that the keyring guards. */
  readonly sealed: number;
  /** Secrets that anybody who can read this person's files can read. */
  readonly plain: number;
  /** Secrets that are gone when Perch quits. */
  readonly session: number;
  /** A person has agreed to what is kept unprotected. */
  readonly agreed: boolean;
  /** Accounts whose keys cannot be read before the keyring is there and unlocked. */
  readonly waiting: readonly string[];
  /** Accounts whose keys another keyring has sealed: a new sign-in is needed. */
  readonly lost: readonly string[];
  /** The same of the connection of the storage. */
  readonly storage: 'ok' | 'waiting' | 'lost';
  /** Something is to be kept, and waits for a person to say how. */
  readonly asks: boolean;
};

/** Without a keyring: on the disk for anybody who can read it, or in memory until Perch quits. */
export type Keeping = 'plain' | 'session';

/** Window -> main. */
export type SecretsApi = {
  /** Looks for the keyring again, and has it ask the person for its password if it is locked. */
  retryKeyring(): Promise<void>;
  /** How secrets are to be kept on a computer without a keyring; null: what asks is not kept. */
  keepSecrets(how: Keeping | null): Promise<void>;
};
