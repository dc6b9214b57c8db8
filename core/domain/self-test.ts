/** What one look of the self-test found. Nothing in it costs anything at X. */
export type SelfTestTick = {
  readonly what: 'storage' | 'x' | 'clock' | 'disk';
  readonly ok: boolean;
  /** What was found, in one sentence; with what to do if it is not well. */
  readonly message: string;
};
