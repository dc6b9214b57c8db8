import type { SettingResult } from './machinery.ts';

/** Whether Perch starts with the session. */
export type LoginView = {
  readonly isOn: boolean;
  /** The system decides alone; `note` says why. */
  readonly canChange: boolean;
  /** What a person has to know or to do, as one sentence. */
  readonly note?: string;
};

/** What the window knows of main about Perch's place on the desktop. */
export type DesktopState = {
  readonly login: LoginView;
  /** A person was asked whether Perch is to start with the session, or has said so. */
  readonly loginAsked: boolean;
  /** Percent. */
  readonly zoom: number;
  /** The keys for a new post, wherever a person is, as Electron writes them; null: none. */
  readonly quickKeys: string | null;
  /** Why the keys do not work, as one sentence. */
  readonly quickKeysProblem?: string;
};

/** What the window may ask of main about it. */
export type DesktopApi = {
  setLogin(isOn: boolean): Promise<SettingResult>;
  dismissLoginHint(): Promise<void>;
  /** Percent, one of `ZOOMS`. */
  setZoom(percent: number): Promise<void>;
  setQuickKeys(keys: string | null): Promise<SettingResult>;
};
