import type { DemoClock, Speed } from '../domain/demo-clock.ts';
import type { PostingPlan } from '../domain/slots.ts';
import type { StorageTick } from '../domain/storage.ts';
import type { FileJob, FileJobState } from './file-jobs.ts';
import type { SettingResult } from './machinery.ts';

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

export type ShellState = {
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
  /** The sandbox is a demo with posts that are made up, and this is its time. */
  readonly demo?: DemoClock;
  /** When a person usually posts, for the first account. */
  readonly keptPlan: PostingPlan | null;
  /** A tray is there to keep Perch running when the window closes. */
  readonly tray: boolean;
  /** The hint "Perch keeps publishing from the tray" has been shown. */
  readonly trayHintSeen: boolean;
  readonly worker: 'starting' | 'running' | 'restarting' | 'failed';
  /** What is or was last done with a file. */
  readonly fileJob?: FileJobState;
  /** Why the worker is not running, in plain words. */
  readonly workerMessage?: string;
};

/** Where a link may lead; main builds the address, the window never passes one. */
export type LinkKind = 'post' | 'x' | 'help' | 'x-console';

/** Window -> main. */
export type ShellApi = {
  state(): Promise<ShellState>;
  /** First run: start with the sandbox account. Resolves when the worker uses it. */
  startSandbox(): Promise<void>;
  /** Sandbox: its time runs at another speed. */
  setSpeed(speed: Speed): Promise<void>;
  /** Sandbox: removes it with all its posts; back to the welcome. The plan is kept for the first account. */
  leaveSandbox(plan: PostingPlan | null): Promise<void>;
  /** First run without the sandbox: the screens open. */
  start(plan: PostingPlan | null): Promise<void>;
  setTheme(theme: ThemeChoice): Promise<void>;
  setSpelling(on: boolean): Promise<void>;
  dismissTrayHint(): Promise<void>;
  openLink(kind: LinkKind, id: string): Promise<void>;
  /** The same address, to the clipboard. */
  copyLink(kind: LinkKind, id: string): Promise<void>;
  /** To the clipboard, which the page itself may not touch. */
  copyText(text: string): Promise<void>;
  /** To a file that the person chooses in a dialog; the name is a suggestion. */
  saveText(name: string, text: string): Promise<SaveResult>;
  restartWorker(): Promise<void>;
  /** Asks for the file and begins; how it goes is in the state. False: another one is not done. */
  runFileJob(job: FileJob): Promise<boolean>;
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
