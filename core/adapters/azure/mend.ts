import { WAITING_STATUSES } from '../../domain/status.ts';
import type { Instant } from '../../domain/time.ts';
import { instantKey } from './keys.ts';
import { readFacts } from './post-body.ts';
import { OWING } from './post-rows.ts';
import type { Partition, Row } from './table.ts';
import type { Waking } from './wake-find.ts';
import { dueOfKey, wakeKey } from './wake-rows.ts';

/** Those that may have to be looked at at an instant. */
const WAKING: readonly string[] = [...WAITING_STATUSES, OWING];

/**
 * Makes the wake table fit the posts that are due up to `until`: a crash between the two writes leaves a row
 * out, or one behind. Two requests per 1,000 rows when all is well. Posts move meanwhile, so when something
 * does not fit they are read once more: a row is stale for certain when it was there before its version was
 * not, and one that is written although it is stale by now does no harm.
 */
export async function mendWakes(posts: Partition, waking: Waking, until: Instant): Promise<void> {
  const { partition, read, wakes } = waking;
  const end = `${instantKey(until)}~`;
  const expected = await readOpen(posts, end);
  const last = [...expected.keys(), end].reduce((a, b) => (a > b ? a : b));
  const rows = await partition.range({ from: '', to: `${last}!` }, { select: [] });
  const there = new Set(rows.map(({ key }) => key));
  const missing = [...expected.keys()].filter((key) => !there.has(key));
  const extra = [...there].filter((key) => !expected.has(key) && dueOfKey(key) < end);
  if (missing.length === 0 && extra.length === 0) return;
  const now = await readOpen(posts, end);
  const found = await Promise.all(missing.flatMap((key) => now.get(key) ?? []).map(read));
  await wakes.keep(found.filter((post) => post !== undefined));
  for (const key of extra) if (!now.has(key)) wakes.outdated(key);
}

/** The open posts up to a due time and those that owe their next one, which sort before them, by the key of the wake row that each should have. */
async function readOpen(posts: Partition, end: string): Promise<ReadonlyMap<string, Row>> {
  const rows = await posts.range({ from: 'm_', to: `o_${end}` }, { where: { status: WAKING } });
  return new Map(
    rows.flatMap((row) => {
      const key = wakeKey(readFacts(row.properties));
      return key === undefined ? [] : [[key, row] as const];
    }),
  );
}
