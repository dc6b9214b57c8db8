import type { Status } from '../../core/domain/status.ts';
import { MINUTE } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';

/** What makes a post worth a second look before it goes out. */
export type Mark = 'sameMinute' | 'sameText';

const OVER: readonly Status[] = ['published', 'missed', 'failed', 'cancelled'];

/**
 * Posts that are still to go out and collide: with another one of the account within a minute, or with the same
 * text in the account. What is out counts for the text: X refuses it again.
 */
export function marksOf(posts: readonly PostView[]): ReadonlyMap<string, readonly Mark[]> {
  const marks = new Map<string, readonly Mark[]>();
  const add = (post: PostView, mark: Mark) => {
    const before = marks.get(post.id) ?? [];
    if (isOpen(post) && !before.includes(mark)) marks.set(post.id, [...before, mark]);
  };
  for (const own of groupedBy(posts, ({ account }) => account)) {
    const open = own.filter(isOpen).toSorted((a, b) => dueOf(a) - dueOf(b));
    open.forEach((post, i) => {
      const next = open[i + 1];
      if (!next || dueOf(next) - dueOf(post) >= MINUTE) return;
      add(post, 'sameMinute');
      add(next, 'sameMinute');
    });
    for (const same of groupedBy(own.filter(hasText), textOf))
      if (same.length > 1) for (const post of same) add(post, 'sameText');
  }
  return marks;
}

const isOpen = ({ status }: PostView): boolean => !OVER.includes(status);
const dueOf = ({ dueAt }: PostView): number => Date.parse(dueAt ?? '');
const textOf = ({ parts }: PostView): string => parts[0]?.text.trim() ?? '';
const hasText = (post: PostView): boolean => textOf(post) !== '' && post.status !== 'cancelled';

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  return [...Map.groupBy(items, keyOf).values()];
}
