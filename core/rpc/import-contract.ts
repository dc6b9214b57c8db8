import type { FileKind, Layout } from '../domain/import-layout.ts';
import type { Instant } from '../domain/time.ts';

/** Larger files are for the command line: the window hands the bytes over in one piece. */
export const MAX_IMPORT_BYTES = 10_000_000;

/** A file that a person chose, as the page may read it. There is no path. */
export type ImportFile = { readonly name: string; readonly bytes: Uint8Array };

export type ImportChoices = {
  /** Of rows that name none. */
  readonly account: string;
  readonly zone: string;
  /** For a CSV file that is not Perch's own; absent: as it looks. */
  readonly layout?: Layout | undefined;
};

export type ImportRemark = { readonly severity: 'error' | 'warning'; readonly message: string };

/** What would become of a row, or became of it. */
export type ImportRowView = {
  /** 1-based, headers and blank lines not counted. */
  readonly row: number;
  /** The beginning of the first part. */
  readonly text: string;
  readonly parts: number;
  readonly status: 'added' | 'already' | 'refused';
  readonly at: Instant | null;
  readonly zone: string | null;
  readonly account: string;
  readonly problems: readonly ImportRemark[];
};

export type ImportCounts = { readonly added: number; readonly already: number; readonly refused: number };

/** What an import would do; nothing was written. */
export type ImportPreview =
  | {
      readonly kind: 'ok';
      readonly file: FileKind | 'json';
      /** Absent for Perch's own formats. */
      readonly layout?: Layout;
      readonly columns: readonly { readonly name: string; readonly sample: string }[];
      /** What a person has to say before there are rows. */
      readonly problem?: string;
      readonly rows: readonly ImportRowView[];
      readonly counts: ImportCounts;
    }
  | { readonly kind: 'refused'; readonly message: string };

/** How an import stands; told while it runs and when it ends. */
export type ImportProgress = {
  readonly id: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly done: number;
  readonly total: number;
  /** When it has ended. */
  readonly result?: ImportResult;
};

export type ImportResult = {
  readonly counts: ImportCounts;
  /** Of the posts that it added. */
  readonly ids: readonly string[];
  /** Rows that are not in. */
  readonly refused: readonly ImportRowView[];
  /** Why it failed. */
  readonly message?: string;
};

/** The part of the window's contract that brings files in. */
export type ImportApi = {
  previewImport(file: ImportFile, choices: ImportChoices): Promise<ImportPreview>;
  /** Begins; how it goes is told by `importChanged`. Doing it again is harmless. */
  startImport(id: string, file: ImportFile, choices: ImportChoices): Promise<void>;
  /** What is in stays in. */
  stopImport(id: string): Promise<void>;
  /** Cancels those of these posts that are as they were brought in. @returns how many */
  undoImport(ids: readonly string[]): Promise<number>;
};
