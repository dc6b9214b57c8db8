import type { Instant } from '../domain/time.ts';
import type { Io } from './io.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What every command is given. Nothing in it touches a disk or a network until it is asked for. */
export type CliContext = {
  readonly io: Io;
  readonly env: Environment;
  /** One JSON document on stdout and nothing else. */
  readonly json: boolean;
  readonly now: () => Instant;
  /** The machine's own zone: the default of `--zone`. */
  readonly zone: () => string;
};

/** What a command has to say at its end: `json` with `--json`, else `text`. */
export type Answer = {
  readonly json: unknown;
  readonly text: () => string;
  /** One sentence for stderr, when it was done only in part. */
  readonly complaint?: string;
  readonly exitCode?: 0 | 1;
};

/** A command that has written its output itself (a server, an export into a pipe). */
export type Done = { readonly done: 0 | 1 };

export type CommandResult = Answer | Done;
