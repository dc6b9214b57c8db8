import type { NoticeChoice } from '../domain/notices.ts';

/** What the window knows of main about notifications. */
export type NoticeState = {
  readonly notices: NoticeChoice;
  /** Why none can be shown, as one sentence; absent: they can be. */
  readonly noticeProblem?: string;
  /** Some post went out once, and it was not one of the demo. */
  readonly hasPublished: boolean;
};

/** What the window may ask of main about notifications. */
export type NoticeApi = {
  setNotice(kind: keyof NoticeChoice, isOn: boolean): Promise<void>;
  /** Shows one, or says why it cannot be shown. */
  testNotice(): Promise<void>;
  /** A person looks at it: its notification goes. `post <id>`, or all that needs them. */
  seen(what: string): Promise<void>;
};
