import type { LatePolicy } from '../domain/late.ts';
import type { ProcessorName, ProcessorSettings } from '../domain/processor.ts';
import type { Seal } from '../domain/seal.ts';
import type { PostingPlan, PostingPlans } from '../domain/slots.ts';
import type { Instant } from '../domain/time.ts';

export type ChosenSettings = {
  readonly processors: Readonly<Partial<Record<ProcessorName, Partial<ProcessorSettings>>>>;
  readonly pausedUntil: Instant | null;
  readonly late: Partial<LatePolicy>;
  readonly plans: PostingPlans;
  readonly spendCap?: number;
};

/** Settings that every worker of a store obeys; changes apply without a restart. */
export type SettingsStore = {
  processors(): Promise<Readonly<Record<ProcessorName, ProcessorSettings>>>;
  setProcessor(name: ProcessorName, patch: Partial<ProcessorSettings>): Promise<ProcessorSettings>;
  late(): Promise<LatePolicy>;
  setLate(patch: Partial<LatePolicy>): Promise<LatePolicy>;
  /** What people planned, by account; an account without a plan is not among them. */
  plans(): Promise<PostingPlans>;
  /** In the place of the one before; null: the account has no plan of its own any more. */
  setPlan(account: string, plan: PostingPlan | null): Promise<void>;
  /** USD a month that posts may cost; null: no cap. Obeyed as fast as a pause. */
  spendCap(): Promise<number | null>;
  setSpendCap(usd: number | null): Promise<void>;
  /**
   * Publishing is paused until this instant; null: not paused; Infinity: until a person resumes, or for as long
   * as there is a seal.
   */
  pausedUntil(): Promise<Instant | null>;
  setPausedUntil(until: Instant | null): Promise<void>;
  /**
   * Why nothing may be sent or changed, if so. Obeyed as fast as a pause: that there is none may be remembered
   * for as long as that there is no pause, unless `fresh` asks for the truth of now.
   */
  seal(options?: { readonly fresh?: boolean }): Promise<Seal | undefined>;
  /** Puts `to` in the place of `from`; false when the seal was another one by then, and nothing was changed. */
  changeSeal(from: Seal | undefined, to: Seal | undefined): Promise<boolean>;
  /** What a person set, and nothing of the defaults; the same whether there is a seal or not. */
  chosen(): Promise<ChosenSettings>;
  /** Makes them those that a person set. */
  adopt(chosen: ChosenSettings): Promise<void>;
};
