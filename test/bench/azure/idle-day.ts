import { DAY, HOUR, type Instant, MINUTE } from '../../../core/domain/time.ts';
import type { Tally } from './counting-proxy.ts';
import type { StorageLab } from './lab.ts';
import { benchPost, times } from './posts.ts';
import { simulate } from './simulate.ts';
import { type Verdict, verdict } from './verdict.ts';

const POSTS = 100;
const MONTH = 30 * DAY;
const TARGET = 3_000;
/** Workers in one store; the first is what the target is about. */
const TEAMS = [1, 4] as const;

export type IdleDay = { readonly workers: number; readonly total: number; readonly tally: Tally };

/** What a day costs on which nothing is due: 24 hours of a simulated clock, with every request really made. */
export async function measureIdleDay(lab: StorageLab) {
  const days: IdleDay[] = [];
  for (const workers of TEAMS) {
    await lab.reset();
    days.push({ workers, ...(await idle(lab, workers, DAY)) });
  }
  const kinds = [...new Set(days.flatMap(({ tally }) => Object.keys(tally)))];
  const row = (of: (day: IdleDay) => number): Readonly<Record<string, number>> =>
    Object.fromEntries(days.map((day) => [`${day.workers} worker(s)`, of(day)]));
  console.table({
    ...Object.fromEntries(kinds.map((kind) => [kind, row(({ tally }) => tally[kind] ?? 0)])),
    total: row(({ total }) => total),
  });
  const verdicts: readonly Verdict[] = [
    verdict('idle day of one worker, transactions', days[0]?.total ?? Number.NaN, TARGET),
  ];
  return { verdicts, days };
}

/** The transactions of `span`, counted from an hour after the start on. */
export async function idle(
  storage: StorageLab,
  workers: number,
  span: number,
): Promise<Omit<IdleDay, 'workers'>> {
  const posts = (now: Instant) => times(POSTS, (i) => benchPost('alice', now + MONTH + i * MINUTE));
  return simulate(storage, { workers, posts }, async ({ clock }) => {
    await clock.run(HOUR);
    storage.counter.restart();
    await clock.run(span);
    return { total: storage.counter.total(), tally: storage.counter.tally() };
  });
}
