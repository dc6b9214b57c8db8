export type Random = {
  /** A random UUID (version 4). */
  uuid(): string;
  /** A number in [0, 1). */
  fraction(): number;
};
