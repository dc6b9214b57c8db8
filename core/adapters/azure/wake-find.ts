import { type Post, wakeAt } from '../../domain/post.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import type { Due } from '../../ports/post-store.ts';
import type { ReadCopy } from './post-find.ts';
import type { Partition, Row } from './table.ts';
import { afterWake, versionOfKey, wakeOfKey } from './wake-rows.ts';
import type { Wakes } from './wakes.ts';

export type Waking = {
  /** The wake table. */
  readonly partition: Partition;
  /** Of a copy, whose larger texts are with the posts. */
  readonly read: ReadCopy;
  readonly wakes: Wakes;
};

/** What wakes later is not looked for: whoever waits that long looks again before. */
const HORIZON = DAY;

/** One request, and one for each due post whose texts are too large to travel. Nothing else that is stored counts. */
export async function findDue(waking: Waking, now: Instant, limit: number): Promise<Due> {
  const { partition, wakes } = waking;
  const before = new Set(wakes.leftOver());
  const most = limit + 1 + before.size;
  const rows = await partition.range({ from: '', to: afterWake(now + HORIZON) }, { limit: most });
  const live = rows.filter(({ key }) => !before.has(key) && !wakes.leftOver().has(key));
  const latest = latestOf(live, (row) => wakes.outdated(row.key));
  const ripe = latest.filter(({ key }) => key < afterWake(now)).slice(0, limit);
  const posts = await readRipe(waking, ripe);
  const due = posts.filter((post) => wakeOf(post) <= now);
  const later = posts.filter((post) => wakeOf(post) > now).map(wakeOf);
  const rest = latest.slice(ripe.length, ripe.length + 1).map(({ key }) => wakeOfKey(key));
  const last = rows.length < most ? [] : rows.slice(-1).map(({ key }) => wakeOfKey(key));
  return { posts: due, next: Math.min(...later, ...rest, ...last, now + HORIZON) };
}

/** A post that was changed has two rows for a moment. */
function latestOf(rows: readonly Row[], dispose: (row: Row) => void): readonly Row[] {
  const latest = new Map<string, Row>();
  for (const row of rows) {
    const other = latest.get(idOf(row));
    const older = other && versionOfKey(other.key) > versionOfKey(row.key) ? row : other;
    if (older) dispose(older);
    if (older !== row) latest.set(idOf(row), row);
  }
  return rows.filter((row) => latest.get(idOf(row)) === row);
}

async function readRipe({ read, wakes }: Waking, rows: readonly Row[]): Promise<readonly Post[]> {
  const posts = await Promise.all(
    rows.map(async (row) => {
      const post = await read(row);
      // Its larger texts are gone, so this is the post as it is now.
      if (post?.version !== versionOfKey(row.key)) wakes.superseded(row.key, post);
      return post;
    }),
  );
  return posts.filter((post) => post !== undefined);
}

const wakeOf = (post: Post): Instant => wakeAt(post) ?? Number.POSITIVE_INFINITY;
const idOf = (row: Row): string => row.properties['id'] ?? '';
