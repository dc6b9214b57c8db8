import type { AppKeys, FourKeys, Scope } from '../domain/authorization.ts';
import type { SignInProblem } from '../domain/sign-in-problem.ts';
import type { Instant } from '../domain/time.ts';
import type { SettingResult } from './machinery.ts';

/** How a sign-in goes on; one at a time, the same in all windows. There is no secret in it. */
export type SignInState =
  /** The page of X is open in the browser; until then a person may agree. */
  | { readonly phase: 'browser' | 'pin'; readonly until: Instant }
  | { readonly phase: 'asking' }
  | {
      readonly phase: 'done';
      readonly account: string;
      readonly displayName: string;
      readonly missing: readonly Scope[];
    }
  | { readonly phase: 'failed'; readonly problem: SignInProblem };

/** What becomes of the account that was signed out last. `undoable`: nothing was said to X yet. */
export type SignOutState = {
  readonly account: string;
  readonly phase: 'undoable' | 'ended' | 'not-ended' | 'lasting';
};

/** What the window knows of them beside the rest of main's state. */
export type SignInShell = { readonly signIn?: SignInState; readonly signOut?: SignOutState };

/** How an account is signed in on this computer. */
export type SignInView = {
  readonly account: string;
  readonly kind: 'oauth1' | 'oauth2';
  /** `given`: on the command line, or by an earlier version. */
  readonly way: 'browser' | 'keys' | 'pin' | 'given';
  readonly displayName?: string;
  /** What X gave, where it is known. */
  readonly scopes?: readonly string[];
  readonly missing: readonly Scope[];
  readonly at?: Instant;
};

/** Window -> main: how accounts come and go. What it comes to is in the state. Keys go in and never come out. */
export type SignInApi = {
  signIns(): Promise<readonly SignInView[]>;
  /** Opens the page of X. Without a client id that of an account is used; `account`: nobody else may come of it. */
  signIn(clientId: string, account: string | null): Promise<void>;
  /** Opens the page once more, or puts its address on the clipboard. */
  showSignInPage(how: 'open' | 'copy'): Promise<void>;
  cancelSignIn(): Promise<void>;
  signInByKeys(keys: FourKeys, account: string | null): Promise<void>;
  signInByPin(app: AppKeys, account: string | null): Promise<void>;
  finishPin(pin: string): Promise<void>;
  /** For some seconds it can be taken back; then X is told. */
  signOut(account: string): Promise<SettingResult>;
  undoSignOut(account: string): Promise<SettingResult>;
};
