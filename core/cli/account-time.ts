import { defaultPlan, type PostingPlan } from '../domain/slots.ts';
import type { Instant } from '../domain/time.ts';
import { namesSlot, parseWhen } from '../domain/when.ts';
import type { Home } from '../host/home.ts';
import { inOutage } from '../ports/store-error.ts';
import { takenFrom } from '../service/free-slots.ts';
import type { CliContext } from './context.ts';
import { type ResolvedTime, resolveWhen } from './time-option.ts';

export type AccountTime = {
  readonly words: string;
  /** As given; default that of the account's plan, else of this machine. */
  readonly zone: string | undefined;
  readonly account: string;
};

/**
 * A time as a person wrote it for a post of an account, whose zone and slots count.
 * @throws Failure that says what to write instead, StoreError
 */
export async function resolveForAccount(
  context: CliContext,
  { store }: Home,
  { words, zone, account }: AccountTime,
): Promise<ResolvedTime & { readonly slotZone?: string }> {
  const now = context.now();
  if (namesSlot(words)) {
    const plan = (await store.settings.plans())[account] ?? defaultPlan(context.zone());
    const taken = await takenFrom(store.posts, account, now);
    const resolved = resolveWhen(words, zone ?? plan.zone, now, { plan, taken });
    return { ...resolved, slotZone: context.zone() };
  }
  if (zone !== undefined) return resolveWhen(words, zone, now);
  // The zone of the account must not be left out without a word because its storage is away.
  const plans = await store.settings.plans().catch(inOutage(() => undefined));
  const resolved = resolveInPlan(words, plans?.[account], context, now);
  if (plans || isSameEverywhere(words, now)) return resolved;
  return { ...resolved, notes: [...resolved.notes, zoneUnknown(resolved.zone)] };
}

/** "+2h" and what says its offset are the same instant wherever they are read. */
function isSameEverywhere(words: string, now: Instant): boolean {
  const [east, west] = ['Etc/GMT-14', 'Etc/GMT+12'].map((zone) => parseWhen(words, { now, zone }));
  return east?.kind === 'ok' && west?.kind === 'ok' && east.at === west.at;
}

const resolveInPlan = (
  words: string,
  plan: PostingPlan | undefined,
  context: CliContext,
  now: Instant,
): ResolvedTime => resolveWhen(words, plan?.zone ?? context.zone(), now);

const zoneUnknown = (zone: string): string =>
  `The zone of the account could not be looked up while the shared storage is away, so it was read in ${zone}: give --zone if that is another one.`;
