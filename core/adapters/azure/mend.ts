import type { Status } from '../../domain/status.ts';
import type { Instant } from '../../domain/time.ts';
import { instantKey } from './keys.ts';
import { readFacts } from './post-body.ts';
import { readById } from './post-write.ts';
import type { Partition, Row } from './table.ts';
import type { Waking } from './wake-find.ts';
import { dueOfKey, wakeKey } from './wake-rows.ts';

/** Those that may have to be looked at at an instant. */
const WAKING: readonly Status[] = ['scheduled', 'queued', 'retrying', 'held'];

/**
 * Makes the wake table fit the posts that are due up to `until`: a crash between the two writes leaves a row
 * out, or one behind. Two requests when all is well. Posts may move between the two, so whatever does not fit is
 * read anew before anything is done about it.
 */
export async function mendWakes(posts: Partition, waking: Waking, until: Instant): Promise<void> {
  const { partition, wakes } = waking;
  const end = `${instantKey(until)}~`;
  const open = await posts.range({ from: 'o_', to: `o_${end}` }, { where: { status: WAKING } });
  const expected = new Map(open.flatMap(keyed));
  const last = [...expected.keys(), end].reduce((a, b) => (a > b ? a : b));
  const there = await partition.range({ from: '', to: `${last}!` }, { select: ['id'] });
  const present = new Set(there.map(({ key }) => key));
  const missing = [...expected].filter(([key]) => !present.has(key)).map(([, id]) => id);
  const extra = there.filter(({ key }) => !expected.has(key) && dueOfKey(key) < end);
  const doubtful = new Set([...missing, ...extra.map(idOf)]);
  const stored = new Map<string, Awaited<ReturnType<typeof readById>>>();
  for (const id of doubtful) stored.set(id, await readById(posts, id));
  await wakes.keep([...stored.values()].filter((post) => post !== undefined));
  for (const row of extra) wakes.superseded(row.key, stored.get(idOf(row)));
}

/** The wake row that an open post should have, and its id. */
function keyed(row: Row): readonly (readonly [string, string])[] {
  const key = wakeKey(readFacts(row.properties));
  return key === undefined ? [] : [[key, idOf(row)]];
}

const idOf = (row: Row): string => row.properties['id'] ?? '';
