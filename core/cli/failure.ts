import { StoreError } from '../ports/store-error.ts';

export type ExitCode = 0 | 1 | 2;

/** What a command says when it cannot do what was asked. */
export type Complaint = {
  readonly code: string;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
  readonly exitCode: 1 | 2;
  /** More for programs, such as the problems of a text. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** An error that nobody foresaw: its stack is worth showing to whoever looks for it. */
  readonly bug?: unknown;
};

/** Thrown to end a command with one sentence. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly complaint: Complaint;

  constructor(complaint: Complaint) {
    super(complaint.message);
    this.complaint = complaint;
  }
}

/** The thing failed or was refused: exit 1. */
export function failure(code: string, message: string, details?: Complaint['details']): Failure {
  return new Failure({ code, message, exitCode: 1, ...(details && { details }) });
}

/** The command line makes no sense: exit 2. */
export function misuse(message: string): Failure {
  return new Failure({ code: 'usage', message, exitCode: 2 });
}

/** Sentences for what the operating system refuses; `%` stands for the path or address. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'There is no file % : check the path.',
  EACCES: 'Perch may not use % : check its owner and mode, or choose another path.',
  EPERM: 'Perch may not use % : check its owner and mode, or choose another path.',
  EROFS: '% is on a read-only disk: choose another path.',
  ENOTDIR: 'A part of the path % is a file, not a folder: choose another path.',
  EEXIST: '% is in the way: move it, or choose another path.',
  EISDIR: '% is a folder: name a file.',
  ENOSPC: 'There is no space left to write %, so it was not saved: free some space and try again.',
  EDQUOT: 'The disk quota leaves no room for %, so it was not saved: free some space and try again.',
  EMFILE: 'Too many files are open: close some programs and try again.',
  EADDRINUSE: 'The port % is taken: choose another one with --port, or stop the program that uses it.',
};

/** Whatever was thrown, as one sentence. */
export function complaintOf(error: unknown): Complaint {
  if (error instanceof Failure) return error.complaint;
  if (error instanceof StoreError) return { code: error.code, message: error.message, exitCode: 1 };
  return systemComplaint(error) ?? foreseen(error) ?? unforeseen(error);
}

function systemComplaint(error: unknown): Complaint | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const sentence = SYSTEM[error.code];
  if (sentence === undefined) return undefined;
  const path = 'path' in error ? error.path : 'port' in error ? error.port : undefined;
  const message = sentence.replace(/%( :)?/, (_, colon) => `${path ?? 'the file'}${colon ? ':' : ''}`);
  return { code: error.code, message, exitCode: 1 };
}

/** Errors of the hosts and adapters that bring a code and a sentence of their own. */
function foreseen(error: unknown): Complaint | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const isOurs = /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/.test(error.code) && error.name !== 'Error';
  return isOurs ? { code: error.code, message: error.message, exitCode: 1 } : undefined;
}

function unforeseen(error: unknown): Complaint {
  const words = error instanceof Error ? error.message : String(error);
  const message = `Perch stumbled over a mistake of its own (${firstLine(words)}): run it again with PERCH_LOG=debug to see where, and please report it.`;
  return { code: 'internal', message, exitCode: 1, bug: error };
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 200);
}
