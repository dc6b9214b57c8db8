import type { Post } from '../../domain/post.ts';
import { type Charge, chargesOf, type DatedCharge, type Month, monthOf } from '../../domain/spending.ts';
import { STATUSES, type Status } from '../../domain/status.ts';
import { SECOND } from '../../domain/time.ts';
import { instantOf, startingWith } from './keys.ts';
import type { Partition, Row } from './table.ts';

type Counts = Readonly<Record<Status, number>>;

/** How many posts there are of each status, and what those that wait will cost. */
export type Counter = {
  read(): Promise<Counts>;
  /** Up to the end of the month. */
  planned(month: Month): Promise<readonly Charge[]>;
  /** Around every write of ours: while one is on its way, nothing that was counted before is good enough. */
  during<T>(write: () => Promise<T>): Promise<T>;
  /** Within a write: a post moved; undefined: it is new. */
  moved(from: Post | undefined, to: Post): void;
  /** Within a write that does not tell what moved. */
  forget(): void;
};

/** Counting costs a request per 1,000 posts; at most this much of the time goes into it: one request in, ms. */
const PER_REQUEST = 10 * SECOND;
const ROWS_PER_REQUEST = 1_000;

type Sums = {
  readonly counts: Record<Status, number>;
  /** By month and account. */
  readonly planned: Map<string, DatedCharge>;
};

/**
 * A counter kept in the table would be the one row that every write of every worker waits for, so the rows are
 * counted: at most one request in ten seconds, on average. In between our own moves are followed.
 */
export function createCounter(partition: Partition, monotonic: () => number): Counter {
  let known: { readonly sums: Sums; readonly until: number } | undefined;
  let asked: Promise<Sums> | undefined;
  let moves = 0;
  let writes = 0;

  async function count(): Promise<Sums> {
    const before = moves;
    const sums = await sumRows(partition);
    // What moved while it was counted may be in or not.
    known = before === moves && writes === 0 ? { sums, until: monotonic() + costOf(sums.counts) } : undefined;
    return sums;
  }

  /** One count for all who ask at once. */
  async function current(): Promise<Sums> {
    if (known && writes === 0 && monotonic() < known.until) return known.sums;
    asked ??= count().finally(() => {
      asked = undefined;
    });
    return asked;
  }

  return {
    read: async () => ({ ...(await current()).counts }),
    planned: async (upTo) =>
      [...(await current()).planned.values()]
        .filter(({ month }) => month <= upTo)
        .map(({ account, kind, milli }) => ({ account, kind, milli })),
    during: async (write) => {
      writes += 1;
      try {
        return await write();
      } finally {
        writes -= 1;
      }
    },
    forget: () => {
      moves += 1;
      known = undefined;
    },
    moved: (from, to) => {
      moves += 1;
      if (!known) return;
      const { counts, planned } = known.sums;
      if (from) {
        counts[from.status] -= 1;
        plan(planned, from, -1);
      }
      counts[to.status] += 1;
      plan(planned, to, 1);
    },
  };
}

function plan(planned: Sums['planned'], post: Post, sign: 1 | -1): void {
  for (const charge of chargesOf(post)) if (charge.kind === 'planned') add(planned, charge, sign);
}

function add(planned: Sums['planned'], charge: DatedCharge, sign: 1 | -1): void {
  const key = `${charge.month} ${charge.account}`;
  planned.set(key, { ...charge, milli: (planned.get(key)?.milli ?? 0) + sign * charge.milli });
}

async function sumRows(partition: Partition): Promise<Sums> {
  const sums: Sums = {
    counts: Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>,
    planned: new Map(),
  };
  // Those in flight and the open ones are next to each other (see post-rows.ts).
  const ranges = [
    { range: { from: 'n_', to: 'o_~~' }, select: ['status', 'account', 'cost'] },
    { range: startingWith('x_'), select: ['status'] },
  ];
  for (const { range, select } of ranges) {
    for (const row of await partition.range(range, { select })) {
      sums.counts[row.properties['status'] as Status] += 1;
      planOf(row, sums.planned);
    }
  }
  return sums;
}

/** Rows of before there was a plan have none. */
function planOf({ key, properties }: Row, planned: Sums['planned']): void {
  const { cost: milli, account = '' } = properties;
  if (milli === undefined || !key.startsWith('o_')) return;
  const month = monthOf(instantOf(key.slice('o_'.length)));
  add(planned, { account, kind: 'planned', month, milli: Number(milli) }, 1);
}

function costOf(counts: Counts): number {
  const posts = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return PER_REQUEST * (2 + Math.floor(posts / ROWS_PER_REQUEST));
}
