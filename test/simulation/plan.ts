import type { Post } from '../../core/domain/post.ts';
import { wallOf } from '../../core/domain/repeat.ts';
import { HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import { TIMINGS } from '../../core/domain/timings.ts';
import { newPost } from '../../core/service/new-post.ts';
import { createDice, type Dice } from './world.ts';

export type StoreKind = 'local' | 'shared';

/** How likely each mishap is, per occasion, while the storm lasts. */
export type Weather = {
  readonly death: number;
  /** The call at which a process is most likely to die, and how likely. */
  readonly focus: string;
  readonly focusDeath: number;
  readonly pause: number;
  readonly longestPause: number;
  readonly store: number;
  readonly slowStore: number;
  readonly x: number;
  readonly unreadable: number;
  readonly incomplete: number;
  readonly calibration: number;
  readonly queue: number;
  readonly notices: number;
  /** How often, on average, something happens to a whole machine: sleep, a clock that is set, a stop; ms. */
  readonly machineEvery: number;
  /** How often a person does something, ms. */
  readonly personEvery: number;
};

/** All that a seed decides before the run begins. */
export type Plan = {
  readonly seed: number;
  readonly kind: StoreKind;
  readonly workers: number;
  readonly skews: readonly number[];
  readonly personSkew: number;
  /** The storm ends here, ms from the start. */
  readonly storm: number;
  readonly weather: Weather;
  /** Nothing fails in it. */
  readonly isGentle: boolean;
  /** Of the wait for the store, ms. */
  readonly latency: number;
  readonly longestLag: number;
  /** X refuses a text that it has just made. */
  readonly duplicateFilter: boolean;
  /** A request may take effect so late, ms: as the promise allows, or with the filter on, much later. */
  readonly latest: number;
  /** Requests come later than the promise allows: only the filter is left to keep them from being made twice. */
  readonly isBeyond: boolean;
  /** The store says which rows this process changed, as ports/post-store.ts allows. */
  readonly tellsOwn: boolean;
  readonly sendsAtOnce: number;
  readonly accounts: readonly string[];
  readonly posts: readonly Post[];
};

/**
 * What the promise allows at most: a request may take effect, and be seen, so long after it left. The second
 * reading that counts begins no sooner.
 */
export const LATEST = TIMINGS.deadline + TIMINGS.quiet - 1;

export const CALM: Weather = {
  death: 0,
  focus: '',
  focusDeath: 0,
  pause: 0,
  longestPause: 0,
  store: 0,
  slowStore: 0,
  x: 0,
  unreadable: 0,
  incomplete: 0,
  calibration: 0,
  queue: 0,
  notices: 0,
  machineEvery: Number.POSITIVE_INFINITY,
  personEvery: Number.POSITIVE_INFINITY,
};

const FOCUSES = [
  'arm',
  'settle',
  'publish',
  'due',
  'timeline',
  'inFlight',
  'queue',
  'gate',
  'sent',
  'wake',
  'settings',
] as const;

export function makePlan(seed: number, kind: StoreKind, start: number): Plan {
  const dice = createDice(seed * 2 + (kind === 'local' ? 0 : 1));
  const storm = dice.chance(0.15) ? 0 : dice.between(2, 12) * MINUTE;
  const workers = kind === 'local' ? 1 : dice.chance(0.04) ? 8 : dice.pick([1, 2, 2, 2, 3, 3, 4, 5]);
  const accounts = dice.chance(0.3) ? ['alice', 'bob'] : ['alice'];
  const { skews, personSkew } = makeSkews(dice, workers);
  const isBeyond = dice.chance(0.1);
  const isGentle = storm === 0 || dice.chance(0.15);
  const base = {
    seed,
    kind,
    workers,
    skews,
    personSkew,
    storm,
    isGentle,
    weather: isGentle ? makeGentle(dice) : makeWeather(dice),
    latency: kind === 'local' ? dice.pick([0, 0, 0, 4, 30]) : dice.pick([5, 20, 60, 150]),
    longestLag: dice.pick([2 * SECOND, 15 * SECOND, 60 * SECOND]),
    duplicateFilter: isBeyond || dice.chance(0.1),
    latest: isBeyond ? 15 * MINUTE : LATEST,
    isBeyond,
    tellsOwn: dice.chance(0.5),
    sendsAtOnce: dice.pick([1, 1, 1, 2, 4]),
    accounts,
  };
  return { ...base, posts: makePosts(dice, { ...base, start: start + personSkew }) };
}

/** Most clocks are nearly right; some are all wrong together, and some each in a way of its own. */
function makeSkews(dice: Dice, workers: number) {
  const each = (spread: number) => Array.from({ length: workers }, () => dice.between(-spread, spread));
  const common = dice.chance(0.2) ? dice.between(-12, 12) * HOUR : 0;
  const spread = dice.chance(0.06) ? 12 * HOUR : dice.pick([0, SECOND, SECOND, 10 * MINUTE]);
  return { skews: each(spread).map((skew) => skew + common), personSkew: common };
}

/** People and machines do things, and nothing fails: then nothing may be late either. */
function makeGentle(dice: Dice): Weather {
  return {
    ...CALM,
    machineEvery: dice.pick([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 2 * MINUTE]),
    personEvery: dice.pick([Number.POSITIVE_INFINITY, MINUTE, 10 * SECOND]),
  };
}

function makeWeather(dice: Dice): Weather {
  const some = (...levels: [number, ...number[]]) => dice.pick(levels);
  return {
    death: some(0, 0, 0.001, 0.003, 0.01),
    focus: dice.pick(FOCUSES),
    focusDeath: some(0, 0.03, 0.2),
    pause: some(0, 0.002, 0.01),
    longestPause: dice.chance(0.1) ? 6 * MINUTE : 20 * SECOND,
    store: some(0, 0, 0.01, 0.03, 0.15),
    slowStore: some(0, 0, 0.01, 0.03),
    x: some(0, 0.1, 0.3, 0.5, 0.8),
    unreadable: some(0, 0.1, 0.4),
    incomplete: some(0, 0.2, 0.8),
    calibration: some(0, 0.1, 0.5),
    queue: some(0, 0.1, 0.3),
    notices: some(0, 0.2, 0.7),
    machineEvery: some(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 4 * MINUTE, MINUTE),
    personEvery: some(Number.POSITIVE_INFINITY, MINUTE, 15 * SECOND),
  };
}

type PostPlan = Pick<Plan, 'storm' | 'accounts' | 'isBeyond'> & { readonly start: number };

function makePosts(dice: Dice, { storm, accounts, start, isBeyond }: PostPlan): readonly Post[] {
  const isBurst = dice.chance(0.06);
  const count = isBurst ? dice.between(20, 70) : dice.between(1, 9);
  const threads = dice.pick([0, 0.2, 0.5]);
  const equal = !isBeyond && dice.chance(0.2) ? 0.6 : 0;
  const together = dice.chance(0.6);
  const end = storm + 2 * MINUTE;
  const burst = dice.between(5 * SECOND, Math.max(MINUTE, storm * 0.8));
  return Array.from({ length: count }, (_, n) => {
    const parts = dice.chance(threads) ? 2 + dice.below(3) : 1;
    const input = {
      id: `p${String(n).padStart(3, '0')}`,
      account: accounts[dice.below(accounts.length)] ?? 'alice',
      parts: Array.from({ length: parts }, (_, part) => ({
        text: makeText(dice, `${n}.${part}`, equal),
        ...((n + part) % 5 === 2 && { media: [SIMULATED_MEDIA] }),
        ...(part > 0 && (n + part) % 4 === 1 && { after: (15 + n) * SECOND }),
      })),
      dueAt: Math.round(start + (together ? burst + dice.below(3) * SECOND : dice.between(SECOND, end))),
      zone: 'UTC',
      lateWindow: storm === 0 ? 60 * MINUTE : (dice.chance(0.05) ? 60 : dice.pick([2, 5, 10, 20])) * MINUTE,
    };
    // Some repeat: what follows is due long after the end, but it has to be there, once.
    const daily = { every: 'day', interval: 1, start: wallOf(input.dueAt, 'UTC'), zone: 'UTC' } as const;
    return newPost({ ...input, ...(n % 4 === 1 && { repeatRule: daily }) }, start, `n${n}`);
  });
}

/** One for all: what is uploaded is an upload of its own each time. */
export const SIMULATED_MEDIA = {
  hash: 'ab'.repeat(32),
  type: 'image/png',
  size: 1_000,
  alt: 'a view',
  name: 'view.png',
} as const;

/** Texts that are alike only after X has had its way with them would be one more kind of equal. */
export function makeText(dice: Dice, name: string, equal: number): string {
  if (dice.chance(equal)) return dice.pick(['the same', 'the same', 'the  same\n', 'the same & more']);
  return dice.pick([`post ${name}`, `post ${name} <b> & "c"`, `  post ${name}\nline two`, `pöst ${name} 🐦`]);
}
