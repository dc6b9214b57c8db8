import type { PostView } from '../../core/domain/view.ts';

// ISO 8601 in UTC sorts as text; drafts without a time come last, as in the store.
const NO_TIME = '~';

export function compareDue(a: PostView, b: PostView): number {
  const [x, y] = [a.dueAt ?? NO_TIME, b.dueAt ?? NO_TIME];
  if (x !== y) return x < y ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/** Two lists in order made into one, with each post once; `fresh` wins. */
export function mergePosts(fresh: readonly PostView[], old: readonly PostView[]): readonly PostView[] {
  if (old.length === 0) return fresh;
  if (fresh.length === 0) return old;
  const ids = new Set(fresh.map((post) => post.id));
  const rest = old.filter((post) => !ids.has(post.id));
  return [...fresh, ...rest].sort(compareDue);
}

/** `fresh`, with the very objects of `known` where nothing changed, so that rows need not be drawn again. */
export function keepSame(
  fresh: readonly PostView[],
  known: ReadonlyMap<string, PostView>,
): readonly PostView[] {
  return fresh.map((post) => {
    const before = known.get(post.id);
    return before !== undefined && isSame(before, post) ? before : post;
  });
}

function isSame(a: PostView, b: PostView): boolean {
  if (a.status !== b.status || a.dueAt !== b.dueAt || a.attempts !== b.attempts) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
