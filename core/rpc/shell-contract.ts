import type { LinkedDraft } from '../domain/deep-link.ts';
import type { Finding } from '../domain/finding.ts';
import type { Notice } from '../domain/needs.ts';
import type { NetworkView, ProxyMode } from '../domain/network.ts';
import type { StorageTick } from '../domain/storage.ts';
import type { Instant } from '../domain/time.ts';
import type { BeginApi, BeginState } from './begin-contract.ts';
import type { DesktopApi, DesktopState } from './desktop-contract.ts';
import type { SettingResult } from './machinery.ts';
import type { NoticeApi, NoticeState } from './notice-contract.ts';
import type { SecretsApi, SecretsState } from './secrets-contract.ts';
import type { UpdateApi, UpdateState } from './update-contract.ts';

/** Off, on without a need just now, or holding the computer awake. */
export type KeepAwakeState = 'off' | 'on' | 'holding';

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

/** A part of the app that ended by itself and was started again, or not: `window-given-up`. */
export type Mishap = {
  readonly at: Instant;
  readonly what: 'window' | 'window-given-up' | 'quick' | 'graphics' | 'worker' | 'part';
};

type StateParts = BeginState & DesktopState & UpdateState & NoticeState;
type ApiParts = BeginApi & DesktopApi & UpdateApi & NoticeApi & SecretsApi;

export type ShellState = StateParts & {
  readonly secrets: SecretsState;
  /** Since Perch was started, the last ones, newest first. */
  readonly mishaps: readonly Mishap[];
  readonly network: NetworkView;
  readonly storage: StorageChoice;
  readonly version: string;
  readonly home: string;
  readonly theme: ThemeChoice;
  readonly keepAwake: KeepAwakeState;
  /** Words that are not in the dictionary are marked. */
  readonly spelling: boolean;
  /** False until a person has chosen how to start. */
  readonly started: boolean;
  /** Posts go to the sandbox: the DEMO ribbon is shown. */
  readonly sandbox: boolean;
  /** A tray is there to keep Perch running when the window closes. */
  readonly tray: boolean;
  /** Closing the window leaves Perch in it. Null where that cannot be chosen: no tray, or macOS, where apps stay. */
  readonly closeToTray: boolean | null;
  /** The hint "Perch keeps publishing from the tray" has been shown. */
  readonly trayHintSeen: boolean;
  readonly worker: 'starting' | 'running' | 'restarting' | 'failed';
  /** Why the worker is not running, in plain words. */
  readonly workerMessage?: string;
};

/** Where a link may lead; main builds the address, the window never passes one. */
export type LinkKind = 'post' | 'x' | 'help' | 'x-console' | 'x-apps' | 'x-pricing';

/** Words looked up at once. */
export const MOST_WORDS = 500;

/** Window -> main. */
export type ShellApi = ApiParts & {
  state(): Promise<ShellState>;
  setTheme(theme: ThemeChoice): Promise<void>;
  setSpelling(on: boolean): Promise<void>;
  setCloseToTray(on: boolean): Promise<void>;
  /** Whether the computer is kept awake while a post is due soon. */
  setKeepAwake(on: boolean): Promise<void>;
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
  /** Takes it at once. An empty password is the one that is kept, for the same proxy and user. */
  useProxy(mode: ProxyMode, server: string, user: string, password: string): Promise<SettingResult>;
  /** Trusts the authorities of a file that the person chooses in a dialog. */
  addCaFile(): Promise<SettingResult | { readonly kind: 'cancelled' }>;
  dropCaFile(): Promise<SettingResult>;
  /** Looks at everything that publishing needs, or at the way to X and the storage only. */
  examine(what: 'all' | 'network'): Promise<readonly Finding[]>;
  /** Restarts the worker with it. An empty text is the one that is kept. */
  useStorage(use: 'local' | 'azure', connection: string): Promise<SettingResult>;
};

/** What a person asked for outside of the window (tray, shortcut, link, notification) and finds in it. */
export type WindowRequest =
  | { readonly kind: 'attention' | 'settings' | 'health' }
  | { readonly kind: 'compose'; readonly draft?: LinkedDraft }
  | { readonly kind: 'post'; readonly id: string }
  /** To send it now, with the way back that the window gives. */
  | { readonly kind: 'postNow'; readonly id: string };

/** Main -> window. */
export type ShellEvents = {
  stateChanged(state: ShellState): void;
  asked(request: WindowRequest): void;
  /** What the desktop could not show as a notification. */
  noticed(notice: Notice): void;
};
