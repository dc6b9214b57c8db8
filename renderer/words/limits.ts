import type { LatePolicy } from '../../core/domain/late.ts';
import type { Spending } from '../../core/domain/spending.ts';

export const dollars = (usd: number): string =>
  `$${usd.toFixed(Math.abs(usd * 100 - Math.round(usd * 100)) > 1e-6 ? 3 : 2)}`;

/** What may be late, and what may be spent. */
export const limitWords = {
  limits: {
    late: 'Late posts',
    lateText: 'What becomes of a post whose time has passed while nothing could be sent.',
    lateFields: { lateWindow: 'Late window', catchUpGap: 'Catch-up gap' } satisfies Record<
      keyof LatePolicy,
      string
    >,
    lateUnits: { lateWindow: 'minutes', catchUpGap: 'seconds' },
    lateRules: {
      lateWindow: 'Give a number of minutes from 1 to 10080, which is a week.',
      catchUpGap: 'Give a number of seconds from 0 to 3600.',
    },
    lateMore:
      'A post that is later than its window is never sent by itself: it asks you. The window holds for new posts; the gap is kept between posts that were slept through.',
    spending: 'Spending',
    spendingText: 'What X charges for what Perch posts. Prices are those that X publishes.',
    month: ({ spentUsd, plannedUsd }: Pick<Spending, 'spentUsd' | 'plannedUsd'>) =>
      `This month: ${dollars(spentUsd)} spent, ${dollars(plannedUsd)} planned.`,
    cap: 'Monthly cap',
    capUnit: 'US dollars',
    capNone: 'No cap',
    capRule: 'Give an amount in dollars, such as 5, or leave it empty for no cap.',
    capMore:
      'A post that would exceed it is held before it is sent. It goes on when the cap is raised or a new month begins, within its late window, or when you post it anyway. A thread is counted whole, and finished once it has begun.',
    pretend: 'Pretend money: the sandbox costs nothing.',
    utc: 'Months are those of UTC, as X bills.',
    left: (usd: number) =>
      usd < 0 ? `${dollars(-usd)} above the cap` : `${dollars(usd)} left under the cap`,
    change: 'Change the cap',
  },
} as const;
