import type { Notice } from '../domain/needs.ts';

/** Shows notifications the way the desktop does. */
export type Notifier = {
  /** What has the same key goes. Resolves with why it could not be shown, as one sentence, or undefined. */
  show(notice: Notice): Promise<string | undefined>;
  /** Takes it away, if it is still there. */
  close(key: string): void;
  /** Why none could be shown now, as one sentence; undefined when they can be. */
  probe(): Promise<string | undefined>;
  /** A person clicked it. */
  onClick(listener: (notice: Notice) => void): void;
};
