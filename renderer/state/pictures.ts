import type { PostView } from '../../core/domain/view.ts';
import { dayNumber } from './day-groups.ts';

const DAYS = 14;

export type Day = { readonly day: number; readonly count: number };

/** Posts that went out or are going to, day by day, from two weeks ago to in two weeks. */
export function postsPerDay(posts: readonly PostView[], today: number): readonly Day[] {
  const counts = new Map<number, number>();
  for (const { status, dueAt } of posts) {
    if (dueAt === null || status === 'draft' || status === 'cancelled' || status === 'missed') continue;
    const day = dayNumber(new Date(dueAt));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return Array.from({ length: 2 * DAYS + 1 }, (_, i) => {
    const day = today - DAYS + i;
    return { day, count: counts.get(day) ?? 0 };
  });
}

/** Posts in the picture of how late they were. */
export const LAST = 30;

/** ms by which the first parts of the last posts were late, oldest first; none is early. */
export function lateness(posts: readonly PostView[]): readonly number[] {
  return posts
    .flatMap(({ dueAt, parts: [first] }) =>
      dueAt !== null && first?.publishedAt !== undefined
        ? [{ at: Date.parse(first.publishedAt), due: Date.parse(dueAt) }]
        : [],
    )
    .toSorted((a, b) => a.at - b.at)
    .slice(-LAST)
    .map(({ at, due }) => Math.max(0, at - due));
}

/** Values that were seen while the window was open, the latest last. */
export function remember<T>(known: readonly T[], value: T, most: number): readonly T[] {
  return [...known, value].slice(-most);
}
