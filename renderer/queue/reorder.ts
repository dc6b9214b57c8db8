import type { PostView } from '../../core/domain/view.ts';
import { moveTo, type Step } from '../post/change-posts.ts';
import type { QueueItem } from '../state/day-groups.ts';
import { canMove } from './bulk-steps.ts';

/** Whether it may change places: it waits for a time that is still to come. */
export function canReorder(post: PostView, now: number): boolean {
  const waits = post.status === 'scheduled' || post.status === 'draft';
  return waits && canMove(post) && post.dueAt !== null && Date.parse(post.dueAt) > now;
}

/** The posts of the same account under the same heading that may change places, as they are shown. */
export function placesOf(items: readonly QueueItem[], id: string, now: number): readonly PostView[] {
  const at = items.findIndex(({ key }) => key === id);
  const item = items[at];
  if (item?.kind !== 'post' || !canReorder(item.post, now)) return [];
  const from = items.findLastIndex(({ kind }, i) => kind === 'day' && i < at);
  const end = items.findIndex(({ kind }, i) => kind === 'day' && i > at);
  return items
    .slice(from + 1, end < 0 ? items.length : end)
    .flatMap((one) =>
      one.kind === 'post' && one.post.account === item.post.account && canReorder(one.post, now)
        ? [one.post]
        : [],
    );
}

/**
 * Puts a post in the place of another of `places`: the times stay where they are and the posts change. Those
 * between move up or down by one. Only what gets another time is in the answer.
 */
export function reordering(places: readonly PostView[], id: string, to: number): readonly Step[] {
  const post = places.find((one) => one.id === id);
  if (!post || to < 0 || to >= places.length) return [];
  const rest = places.filter((one) => one !== post);
  const order = [...rest.slice(0, to), post, ...rest.slice(to)];
  return order.flatMap((one, i) => {
    const dueAt = places[i]?.dueAt;
    return !dueAt || dueAt === one.dueAt ? [] : [moveTo(one, Date.parse(dueAt), { draft: true })];
  });
}
