import type { Status } from '../domain/status.ts';

/** Something with a file that a person names in a dialog of main; the page never learns its path. */
export type FileJob =
  /** Writes a text under a suggested name. */
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  /** Writes posts, as the import reads them again. */
  | {
      readonly kind: 'export';
      readonly format: 'csv' | 'json';
      readonly status?: readonly Status[] | undefined;
      readonly account?: string | undefined;
    }
  /** Everything but keys, in one file. */
  | { readonly kind: 'backup' }
  /** Brings a backup in. The worker rests meanwhile. */
  | { readonly kind: 'restore' };

/** A job with its file, for the process that does it. */
export type FileTask = Exclude<FileJob, { kind: 'text' }> & { readonly path: string };

/** What became of it. `kept`: of a restored backup, posts that were here already. */
export type FileResult =
  | { readonly kind: 'done'; readonly posts: number; readonly kept: number }
  | { readonly kind: 'failed'; readonly message: string };

/** How a job stands. */
export type FileJobState = {
  readonly kind: FileJob['kind'];
  readonly phase: 'asking' | 'running' | 'done' | 'failed' | 'given-up';
  /** Posts that are done. */
  readonly posts: number;
  readonly kept?: number;
  /** Of the file. */
  readonly name?: string;
  /** Why it failed: one sentence. */
  readonly message?: string;
};
