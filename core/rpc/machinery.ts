import type { LatePolicy } from '../domain/late.ts';
import type { PoisonRecord } from '../domain/poison.ts';
import type { ProcessorName } from '../domain/processor.ts';
import type { SelfTestTick } from '../domain/self-test.ts';

/** What became of a change of the settings, or one sentence why not. */
export type SettingResult = { readonly kind: 'ok' } | { readonly kind: 'refused'; readonly message: string };

/** Window -> worker: what is under the hood, and the limits that hold for all posts. */
export type MachineryApi = {
  setLate(patch: Partial<LatePolicy>): Promise<SettingResult>;
  /** Has one processor look for work now. */
  runNow(name: ProcessorName): Promise<void>;
  /** Messages that could not be worked, newest first. Their posts are not affected. */
  poison(): Promise<readonly PoisonRecord[]>;
  requeuePoison(id: string): Promise<SettingResult>;
  discardPoison(id: string): Promise<SettingResult>;
  /** Takes back a discard. */
  restorePoison(id: string): Promise<SettingResult>;
  /** Looks at storage, X, clock and disk; costs nothing at X. */
  selfTest(): Promise<readonly SelfTestTick[]>;
  /** USD a month; null: no cap. Posts that the old one held go on. */
  setSpendCap(usd: number | null): Promise<SettingResult>;
};
