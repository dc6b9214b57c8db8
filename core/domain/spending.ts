import type { Account } from './account.ts';
import { costOfPart, PRICES } from './cost.ts';
import type { Part, Post } from './post.ts';
import { isInFlight, isWaiting } from './status.ts';
import type { Instant } from './time.ts';

/** Thousandths of a USD: X bills in nothing smaller, and whole numbers add up without dust. */
export type Milli = number;

/** A month as X bills it: `YYYY-MM`, UTC. */
export type Month = string;

/**
 * What a post costs, has cost or is going to cost. `spent`: billed in the month. `reserved`: armed or begun, so
 * that it may be billed any moment, in whatever month that is. `planned`: waits, due in the month.
 */
export type Charge = {
  readonly account: string;
  readonly kind: 'spent' | 'reserved' | 'planned';
  readonly milli: Milli;
};

/** A charge with its month ('' for what is reserved) and the part it is about, unless it is about the post. */
export type DatedCharge = Charge & { readonly month: Month; readonly part?: string };

/** This month's money, as far as Perch knows it: see `SPENDING_LIMITS` for what it does not know. */
export type Spending = {
  readonly month: Month;
  readonly spentUsd: number;
  /** What is on its way, and what waits with a time in this month. */
  readonly plannedUsd: number;
  readonly capUsd: number | null;
};

/** What the sums leave out, in plain words. */
export const SPENDING_LIMITS =
  'Counted in months of UTC, as X bills: parts that Perch posted and deleted. Not counted: readings of your timeline after an unclear answer ($0.001 a post), questions about the account, descriptions of pictures ($0.005 each), and posts that a series is still to make.';

/** USD. Room for what a person may mean; the largest keeps the sums exact. */
export const SPEND_CAPS = { min: 0, max: 1_000_000 } as const;

const LAST_MONTH = Date.UTC(9999, 11);

export const monthOf = (at: Instant): Month =>
  new Date(Math.min(Math.max(at, 0), LAST_MONTH)).toISOString().slice(0, 7);

/** The instant at which the month after that of `at` begins. */
export function nextMonth(at: Instant): Instant {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

export const toMilli = (usd: number): Milli => Math.round(usd * 1000);
export const toUsd = (milli: Milli): number => milli / 1000;

/** What is wrong with a cap, or undefined. */
export function checkSpendCap(usd: number | null): string | undefined {
  if (usd === null || (usd >= SPEND_CAPS.min && usd <= SPEND_CAPS.max)) return undefined;
  return 'the monthly cap must be from $0 to $1,000,000, or off';
}

/** Parts never change, and measuring a text takes longer than all else of booking it. */
const measured = new WeakMap<Part, Milli>();

function milliOf(part: Part): Milli {
  const milli = measured.get(part) ?? toMilli(costOfPart(part));
  measured.set(part, milli);
  return milli;
}

type Charged = Pick<Post, 'account' | 'status' | 'dueAt' | 'parts' | 'cursor' | 'stopRequested'>;

/** What is still to be sent of it costs. */
export const costOfRest = ({ parts, cursor, stopRequested }: Charged): Milli =>
  parts.slice(cursor, stopRequested ? cursor + 1 : undefined).reduce((sum, part) => sum + milliOf(part), 0);

/** All that a post has cost or may cost; follows from its row alone, so a store can keep sums in step with it. */
export function chargesOf(post: Charged): readonly DatedCharge[] {
  const spent = post.parts.flatMap((part, i) => chargesOfPart(post.account, part, i));
  const open = openCharge(post);
  return open ? [...spent, open] : spent;
}

function chargesOfPart(account: string, part: Part, i: number): readonly DatedCharge[] {
  const { publishedAt, deletedAt } = part;
  const charges: DatedCharge[] = [];
  const charge = (at: Instant, milli: Milli, about: string): void => {
    charges.push({ account, kind: 'spent', month: monthOf(at), milli, part: about });
  };
  if (publishedAt !== undefined) charge(publishedAt, milliOf(part), String(i));
  if (deletedAt !== undefined) charge(deletedAt, toMilli(PRICES.delete), `${i}d`);
  return charges;
}

/** A thread that has begun is finished, so all of it counts from its first arm on. */
function openCharge(post: Charged): DatedCharge | undefined {
  const { account, status, dueAt, cursor } = post;
  if (isInFlight(status) || (isWaiting(status) && cursor > 0))
    return { account, kind: 'reserved', month: '', milli: costOfRest(post) };
  if (!isWaiting(status) || dueAt === null) return undefined;
  return { account, kind: 'planned', month: monthOf(dueAt), milli: costOfRest(post) };
}

type Kinds = readonly Pick<Account, 'name' | 'kind'>[];

/** Real money and that of the sandbox are counted apart; an account that is gone was a real one. */
export const purseOf = (accounts: Kinds, name: string): Account['kind'] =>
  accounts.find((account) => account.name === name)?.kind ?? 'x';

export function sumOf(charges: readonly Charge[], accounts: Kinds, purse: Account['kind']): Milli {
  return charges
    .filter(({ account }) => purseOf(accounts, account) === purse)
    .reduce((sum, { milli }) => sum + milli, 0);
}

/** The money of real accounts; of the sandbox only when there is no other account. */
export function spendingOf(
  month: Month,
  charges: readonly Charge[],
  accounts: Kinds,
  capUsd: number | null,
): Spending {
  const purse = accounts.length > 0 && accounts.every(({ kind }) => kind === 'sandbox') ? 'sandbox' : 'x';
  const sum = (isMeant: (kind: Charge['kind']) => boolean): number =>
    toUsd(
      sumOf(
        charges.filter(({ kind }) => isMeant(kind)),
        accounts,
        purse,
      ),
    );
  return {
    month,
    spentUsd: sum((kind) => kind === 'spent'),
    plannedUsd: sum((kind) => kind !== 'spent'),
    capUsd,
  };
}
