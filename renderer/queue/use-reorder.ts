import { type DragEvent, useMemo, useRef } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import { changePosts } from '../post/change-posts.ts';
import type { QueueItem } from '../state/day-groups.ts';
import { timeNow } from '../state/now.ts';
import { useServices } from '../state/services.tsx';
import { clockIn } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import type { RowDrag } from '../ui/grid-row.tsx';
import { canReorder, placesOf, reordering } from './reorder.ts';

const words = strings.bulk;

export type Reorder = {
  /** Changes places with the post before (-1) or after (1). */
  step(post: PostView, by: -1 | 1): void;
  dragOf(item: QueueItem): RowDrag;
};

/** Changing the places of posts, by keys and by dragging: their times are exchanged. */
export function useReorder(items: readonly QueueItem[]): Reorder {
  const services = useServices();
  const latest = useRef({ items, services });
  latest.current = { items, services };
  return useMemo(() => {
    const places = (id: string) => placesOf(latest.current.items, id, timeNow());
    const put = (post: PostView, to: number) =>
      void putInPlace(latest.current.services, places(post.id), post, to);
    return {
      step: (post, by) => {
        const now = places(post.id).findIndex(({ id }) => id === post.id);
        put(post, now < 0 ? now : now + by);
      },
      dragOf: createDragging(places, put),
    };
  }, []);
}

async function putInPlace(
  services: ReturnType<typeof useServices>,
  places: readonly PostView[],
  post: PostView,
  to: number,
): Promise<void> {
  const message = places.length === 0 ? words.notMovable : words.noNeighbour;
  const place = places[to];
  if (!place) return void services.toasts.show({ tone: 'danger', message });
  const time = clockIn(Date.parse(place.dueAt ?? ''), post.zone);
  await changePosts(services, reordering(places, post.id, to), () => words.swapped(time));
}

/** The row under the pointer shows by `data-drop` on which side the post would come. */
function createDragging(
  places: (id: string) => readonly PostView[],
  put: (post: PostView, to: number) => void,
): Reorder['dragOf'] {
  let dragged: { readonly post: PostView; readonly places: readonly PostView[] } | undefined;
  const placeOf = (id: string) => dragged?.places.findIndex((one) => one.id === id) ?? -1;
  const mark = (event: DragEvent, side: 'before' | 'after' | undefined) => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    if (side) event.currentTarget.dataset['drop'] = side;
    else delete event.currentTarget.dataset['drop'];
  };
  return (item) => {
    if (item.kind !== 'post') return {};
    const { post } = item;
    return {
      draggable: canReorder(post, timeNow()),
      onDragStart: (event) => {
        dragged = { post, places: places(post.id) };
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', post.parts[0]?.text ?? '');
      },
      onDragOver: (event) => {
        const to = placeOf(post.id);
        if (!dragged || to < 0 || post.id === dragged.post.id) return;
        event.preventDefault();
        mark(event, to < placeOf(dragged.post.id) ? 'before' : 'after');
      },
      onDragLeave: (event) => mark(event, undefined),
      onDrop: (event) => {
        event.preventDefault();
        mark(event, undefined);
        const to = placeOf(post.id);
        if (dragged && to >= 0) put(dragged.post, to);
      },
      onDragEnd: () => {
        dragged = undefined;
      },
    };
  };
}
