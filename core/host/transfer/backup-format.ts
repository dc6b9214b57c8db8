import type { Account } from '../../domain/account.ts';
import type { Instant } from '../../domain/time.ts';
import type { PoisonRecord } from '../../ports/poison-store.ts';
import type { PostRecord } from '../../ports/post-store.ts';
import type { ChosenSettings } from '../../ports/settings-store.ts';

/** Grows when an older Perch could not read what is written. */
export const BACKUP_VERSION = 1;
/** JSON has no infinity. */
export const FOREVER = 'forever';

export type BackupCounts = {
  readonly posts: number;
  readonly history: number;
  readonly accounts: number;
  readonly poison: number;
  readonly content: number;
};

export type BackupHead = {
  readonly perch: 'backup';
  readonly version: number;
  readonly at: Instant;
  /** The version of Perch that wrote it. */
  readonly by: string;
};

export type BackupSettings = Omit<ChosenSettings, 'pausedUntil'> & {
  readonly pausedUntil: Instant | null | typeof FOREVER;
};

/**
 * One line of a backup, in this order: head, settings, accounts, poison, posts with their history, media (each
 * followed by its bytes in base64), end. After it comes `{"sha256"}` over all lines before.
 */
export type BackupLine =
  | BackupHead
  | { readonly settings: BackupSettings }
  | { readonly account: Account }
  | { readonly poison: PoisonRecord }
  | { readonly post: PostRecord }
  | { readonly content: { readonly hash: string; readonly size: number } }
  | { readonly bytes: string }
  | { readonly end: BackupCounts };
