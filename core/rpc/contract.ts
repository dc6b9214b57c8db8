import type { Account } from '../domain/account.ts';
import type { Health, ProcessorRecord } from '../domain/health.ts';
import type { AttemptRecord, HistoryEntry, HistoryRow } from '../domain/history.ts';
import type { LatePolicy } from '../domain/late.ts';
import type { Problem } from '../domain/problem.ts';
import type { ProcessorName, ProcessorSettings } from '../domain/processor.ts';
import type { RecentText } from '../domain/recent.ts';
import type { PostingPlan } from '../domain/slots.ts';
import type { Spending } from '../domain/spending.ts';
import type { Status } from '../domain/status.ts';
import type { StorageTick, StorageView } from '../domain/storage.ts';
import type { Instant } from '../domain/time.ts';
import type { UploadProgress } from '../domain/upload.ts';
import type { PostView } from '../domain/view.ts';
import type { AttachApi } from './attach.ts';
import type { BeginApi, BeginState } from './begin-contract.ts';
import type { ImportApi, ImportProgress } from './import-contract.ts';
import type { MachineryApi, SettingResult } from './machinery.ts';
import type { NewPostInput, PostEditInput } from './post-input.ts';

export type { NewPostInput, PostEditInput, SettingResult };

/**
 * Everything the window can ask for and be told, in one place. Two MessagePorts: one to the worker (posts,
 * health), one to main (the shell: settings, sandbox, tray). The arguments are parsed by `schemas.ts` on the
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

/** The first at `from`, each further one `every` ms later. */
export type NewTimesInput = { readonly account: string; readonly from: Instant; readonly every: number };

export type RescheduleResult =
  | { readonly kind: 'ok'; readonly count: number }
  | { readonly kind: 'refused'; readonly message: string };

export type ActivityQuery = { readonly limit: number; readonly before?: number | undefined };

/** Accounts as the window may know them: no keys, no fingerprints. */
export type AccountView = Pick<Account, 'name' | 'kind' | 'premium' | 'gate'> & {
  /** Absent: nobody planned anything, `slots` are the default ones, in the zone of the computer. */
  readonly zone?: string;
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
  /** New times for all missed posts of an account, evenly spaced, in their order. */
  rescheduleMissed(times: NewTimesInput): Promise<RescheduleResult>;
  /** Pause until an instant, `'forever'` (until a person resumes), or null to resume. */
  pause(until: Instant | 'forever' | null): Promise<void>;
  setProcessor(name: ProcessorName, patch: Partial<ProcessorSettings>): Promise<SettingResult>;
  /** When posts of the account go out; null: the default plan again. */
  setPostingPlan(account: string, plan: PostingPlan | null): Promise<SettingResult>;
};

/** Window -> worker. */
export type WorkerApi = PostsApi & AttachApi & ImportApi;

/** Worker -> window. */
export type WorkerEvents = {
  /** Some post changed; what is shown should be read again. At most a few times a second. */
  postsChanged(): void;
  overviewChanged(overview: Overview): void;
  importChanged(progress: ImportProgress): void;
};

export type ThemeChoice = 'system' | 'light' | 'dark';

/** Where posts are to be kept, as far as the window may know: the secret never comes back. */
export type StorageChoice = {
  readonly use: 'local' | 'azure';
  /** Name of the storage account that is kept for use, also while it is not used; empty: none. */
  readonly account: string;
  /** PERCH_STORAGE says so: nothing can be chosen in the window. */
  readonly fixed: boolean;
};

/** What became of a text that was to be saved to a file. */
export type SaveResult =
  | { readonly kind: 'saved' | 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

export type ShellState = BeginState & {
  readonly storage: StorageChoice;
  readonly version: string;
  readonly home: string;
  readonly theme: ThemeChoice;
  /** Words that are not in the dictionary are marked. */
  readonly spelling: boolean;
  /** False until a person has chosen how to start. */
  readonly started: boolean;
  /** Posts go to the sandbox: the DEMO ribbon is shown. */
  readonly sandbox: boolean;
  /** A tray is there to keep Perch running when the window closes. */
  readonly tray: boolean;
  /** The hint "Perch keeps publishing from the tray" has been shown. */
  readonly trayHintSeen: boolean;
  readonly worker: 'starting' | 'running' | 'restarting' | 'failed';
  /** Why the worker is not running, in plain words. */
  readonly workerMessage?: string;
};

/** Where a link may lead; main builds the address, the window never passes one. */
export type LinkKind = 'post' | 'x' | 'help' | 'x-console';

/** Words looked up at once. */
export const MOST_WORDS = 500;

/** Window -> main. */
export type ShellApi = BeginApi & {
  state(): Promise<ShellState>;
  setTheme(theme: ThemeChoice): Promise<void>;
  setSpelling(on: boolean): Promise<void>;
  /** Those of the words, at most `MOST_WORDS`, that are misspelled; none while the spell-check is off. */
  checkSpelling(words: readonly string[]): Promise<readonly string[]>;
  /** Shows the menu of a misspelled word at a place of the page, CSS px. What is to replace it; null: nothing. */
  spellingMenu(word: string, at: { readonly x: number; readonly y: number }): Promise<string | null>;
  dismissTrayHint(): Promise<void>;
  openLink(kind: LinkKind, id: string): Promise<void>;
  /** The same address, to the clipboard. */
  copyLink(kind: LinkKind, id: string): Promise<void>;
  /** To the clipboard, which the page itself may not touch. */
  copyText(text: string): Promise<void>;
  /** To a file that the person chooses in a dialog; the name is a suggestion. */
  saveText(name: string, text: string): Promise<SaveResult>;
  restartWorker(): Promise<void>;
  /** What was being written in this window when it was last heard of; null: nothing. */
  readWriting(): Promise<string | null>;
  /** Keeps what is being written in this window. Resolves when it, or what came later, is on the disk. */
  keepWriting(text: string): Promise<void>;
  /** Makes the quick window as high as what is in it, px; no other window. */
  fitHeight(height: number): Promise<void>;
  /** Tries a storage: creates, writes, reads and deletes. An empty text is the one that is kept. */
  testStorage(connection: string): Promise<readonly StorageTick[]>;
  /** Restarts the worker with it. An empty text is the one that is kept. */
  useStorage(use: 'local' | 'azure', connection: string): Promise<SettingResult>;
};

/** Main -> window. */
export type ShellEvents = {
  stateChanged(state: ShellState): void;
  /** The person asked for the composer (tray, shortcut). */
  compose(): void;
};
