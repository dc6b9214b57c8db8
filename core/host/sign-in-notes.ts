import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../adapters/system/durable-file.ts';
import type { Instant } from '../domain/time.ts';

/** How an account was signed in. */
export type SignInWay = 'browser' | 'keys' | 'pin';

/** What may be seen of a sign-in: there is no key in it. */
export type SignInNote = {
  /** Of the keys that it is about: of others it says nothing. */
  readonly fingerprint: string;
  readonly way: SignInWay;
  readonly displayName: string;
  /** What X gave, of a sign-in by the browser. */
  readonly scopes?: readonly string[];
  readonly at: Instant;
};

type Notes = Readonly<Record<string, SignInNote>>;

const fileOf = (home: string): string => join(home, 'sign-ins.json');

/** By the name of the account. A file that cannot be read is as good as none: it only says what is nice to know. */
export function readSignInNotes(home: string): Notes {
  try {
    const file: unknown = JSON.parse(readFileSync(fileOf(home), 'utf8'));
    return typeof file === 'object' && file !== null ? { ...(file as Notes) } : {};
  } catch {
    return {};
  }
}

/** @throws StoreError */
export function noteSignIn(home: string, name: string, note: SignInNote): void {
  write(home, { ...readSignInNotes(home), [name]: note });
}

/** @throws StoreError */
export function forgetSignInNote(home: string, name: string): void {
  const { [name]: gone, ...rest } = readSignInNotes(home);
  if (gone) write(home, rest);
}

const write = (home: string, notes: Notes): void =>
  writeDurably(fileOf(home), `${JSON.stringify(notes, null, 2)}\n`);
