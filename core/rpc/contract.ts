import type { Account } from '../domain/account.ts';
import type { Health, ProcessorRecord } from '../domain/health.ts';
import type { AttemptRecord, HistoryEntry, HistoryRow } from '../domain/history.ts';
import type { LatePolicy } from '../domain/late.ts';
import type { MachineEvent } from '../domain/machine-event.ts';
import type { Problem } from '../domain/problem.ts';
import type { ProcessorName, ProcessorSettings } from '../domain/processor.ts';
import type { RecentText } from '../domain/recent.ts';
import type { SignIn } from '../domain/sign-in.ts';
import type { PostingPlan } from '../domain/slots.ts';
import type { Spending } from '../domain/spending.ts';
import type { Status } from '../domain/status.ts';
import type { StorageView } from '../domain/storage.ts';
import type { Instant } from '../domain/time.ts';
import type { UploadProgress } from '../domain/upload.ts';
import type { PostView } from '../domain/view.ts';
import type { AccountApi } from './account-contract.ts';
import type { AttachApi } from './attach.ts';
import type { ImportApi, ImportProgress } from './import-contract.ts';
import type { MachineryApi, SettingResult } from './machinery.ts';
import type { NewPostInput, PostEditInput } from './post-input.ts';

export type { NewPostInput, PostEditInput, SettingResult };

/**
 * Everything the window can ask for and be told, in one place. Two MessagePorts: one to the worker (posts,
 * health), here; one to main (the shell: settings, sandbox, tray), in `shell-contract.ts`. The arguments are parsed by `schemas.ts` on the
 * receiving side; nothing else crosses.
 */

/** An answer to a command: what became of it, or one sentence why not. */
export type CommandResult =
  | { readonly kind: 'ok'; readonly post: PostView; readonly note?: string }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly problems?: readonly Problem[];
    };

/** Texts that are being written for an account; `except`: the post that they belong to. */
export type RecentQuery = {
  readonly account: string;
  readonly texts: readonly string[];
  readonly except: string;
};

/** One of the changes of `changeMany`; each is one whole change of one post. */
export type PostChangeInput =
  /** A new time. `draft`: a draft stays one. */
  | {
      readonly kind: 'move';
      readonly id: string;
      readonly dueAt: Instant;
      readonly zone?: string | undefined;
      readonly draft?: boolean | undefined;
    }
  | { readonly kind: 'cancel'; readonly id: string }
  | { readonly kind: 'restore'; readonly id: string }
  /** A draft without a time that says the same. */
  | { readonly kind: 'duplicate'; readonly id: string; readonly newId: string }
  /** Takes a new time back: a former one that has passed makes the post missed, never late. */
  | {
      readonly kind: 'putBack';
      readonly id: string;
      readonly dueAt: Instant | null;
      readonly zone: string;
      readonly draft: boolean;
    };

/** More than this at once is refused, so that one call stays short. */
export const MANY = 500;

export type ListQuery = {
  readonly status?: readonly Status[] | undefined;
  readonly account?: string | undefined;
  /** Only posts due in [from, to). */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
};

/** By the beginnings of words in the parts and of the account; all of them have to be there. */
export type SearchQuery = {
  readonly text: string;
  readonly status?: readonly Status[] | undefined;
  readonly account?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
};

export type PostList = {
  readonly posts: readonly PostView[];
  readonly next?: string;
  /** The store could not be asked: what is remembered, and what waits on this computer. */
  readonly partial?: true;
};

export type PostDetail = {
  readonly post: PostView;
  readonly attempts: readonly AttemptRecord[];
  readonly history: readonly HistoryEntry[];
};

export type ActivityQuery = { readonly limit: number; readonly before?: number | undefined };

/** Accounts as the window may know them: no keys, no fingerprints. */
export type AccountView = Pick<Account, 'name' | 'kind' | 'premium' | 'gate'> & {
  /** Absent: nobody planned anything, `slots` are the default ones, in the zone of the computer. */
  readonly zone?: string;
  /** Absent: this computer has no keys of it. */
  readonly signIn?: SignIn;
} & Pick<PostingPlan, 'slots' | 'lateWindow'>;

/** A worker that uses the same store, as it last told of itself. */
export type WorkerView = {
  readonly id: string;
  /** Of the computer. */
  readonly host: string;
  readonly kind: 'app' | 'cli';
  readonly version: string;
  readonly startedAt: Instant;
  readonly lastBeat: Instant;
  readonly processors: readonly ProcessorRecord[];
  /** The worker of the process that tells of it. */
  readonly self: boolean;
  /** False: it has not been heard of for longer than it should, so it is not at work any more. */
  readonly live: boolean;
};

/** What the window shows at a glance; pushed whenever it changes. */
export type Overview = {
  readonly health: Health;
  readonly storage: StorageView;
  /** Those that are at work first, the own one before all. */
  readonly workers: readonly WorkerView[];
  readonly settings: Readonly<Record<ProcessorName, ProcessorSettings>>;
  /** Posts that wait on this computer for the shared storage. */
  readonly unsynced: number;
  /** Media that are just being uploaded by the worker of this computer; absent: none. */
  readonly uploads?: readonly UploadProgress[];
  /** What happened to this computer lately, oldest first; absent: nothing. */
  readonly machine?: readonly MachineEvent[];
  readonly counts: Readonly<Record<Status, number>>;
  readonly accounts: readonly AccountView[];
  /** How long the storage took to answer all that is here, at the last reading; null: not yet read. */
  readonly storageMs: number | null;
  readonly late: LatePolicy;
  readonly spending: Spending;
  readonly pausedUntil: Instant | null;
  /** The post that goes out next. */
  readonly next: PostView | null;
};

/** Posts, settings and health: what the window asks of the worker besides files. */
export type PostsApi = MachineryApi & {
  overview(): Promise<Overview>;
  list(query: ListQuery): Promise<PostList>;
  /** What was stored last first. A page may be short, or empty, and still have a `next`. */
  search(query: SearchQuery): Promise<PostList>;
  show(id: string): Promise<PostDetail | null>;
  /** What happened to all posts, newest first; `before`: the page after this `seq`. */
  activity(query: ActivityQuery): Promise<readonly HistoryRow[]>;
  /** Which of these texts went out lately, or wait to go out. */
  recent(query: RecentQuery): Promise<readonly RecentText[]>;
  add(input: NewPostInput): Promise<CommandResult>;
  edit(id: string, edit: PostEditInput): Promise<CommandResult>;
  /** Ends its series, unless only this post is to be skipped. */
  cancel(id: string, skip?: boolean): Promise<CommandResult>;
  retry(id: string, force: boolean): Promise<CommandResult>;
  /** At once, or after so many ms (at most a minute), so that there is time to take it back. */
  postNow(id: string, after?: number): Promise<CommandResult>;
  /** Makes a cancelled post what it was. What was waiting and is late by now is missed, and asks. */
  restore(id: string): Promise<CommandResult>;
  /** At most `MANY`, each for itself: the answers come in the order of the changes. */
  changeMany(changes: readonly PostChangeInput[]): Promise<readonly CommandResult[]>;
  /** Deletes from X what is out of it; called again it goes on where it stopped. */
  unpublish(id: string): Promise<CommandResult>;
  /** Pause until an instant, `'forever'` (until a person resumes), or null to resume. */
  pause(until: Instant | 'forever' | null): Promise<void>;
  setProcessor(name: ProcessorName, patch: Partial<ProcessorSettings>): Promise<SettingResult>;
  /** When posts of the account go out; null: the default plan again. */
  setPostingPlan(account: string, plan: PostingPlan | null): Promise<SettingResult>;
};

/** Window -> worker. */
export type WorkerApi = PostsApi & AttachApi & ImportApi & AccountApi;

/** Worker -> window. */
export type WorkerEvents = {
  /** Some post changed; what is shown should be read again. At most a few times a second. */
  postsChanged(): void;
  overviewChanged(overview: Overview): void;
  importChanged(progress: ImportProgress): void;
};
