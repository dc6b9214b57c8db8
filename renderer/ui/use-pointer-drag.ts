import { type RefObject, useEffect, useRef } from 'react';

/** What a drag tells. Things to drag have `data-drag`, places to drop them have `data-cell`. */
export type PointerDrag = {
  /** False: this one stays where it is. */
  readonly onStart: (name: string) => boolean;
  /** Over a place, and how far down in it (beyond 1 where the thing dragged reaches out of its place). */
  readonly onOver: (place: string, fraction: number) => void;
  readonly onDrop: () => void;
  readonly onCancel: () => void;
};

/** Less is a click of a hand that is not quite still. */
const SLACK = 5;
/** As near to the edge it scrolls. */
const EDGE = 28;
const SCROLL_STEP = 12;

/**
 * Dragging with a mouse or a pen. The thing dragged may be drawn anew in another place meanwhile, so everything
 * is heard on the window and nothing is kept of the element.
 */
export function usePointerDrag(root: RefObject<HTMLElement | null>, drag: PointerDrag): void {
  const latest = useRef(drag);
  useEffect(() => {
    latest.current = drag;
  });
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const onPointerDown = (event: PointerEvent) => {
      const name = event.target instanceof Element ? nameOf(event.target) : undefined;
      if (name !== undefined && event.button === 0 && event.pointerType !== 'touch')
        follow(element, event, name, () => latest.current);
    };
    element.addEventListener('pointerdown', onPointerDown);
    return () => element.removeEventListener('pointerdown', onPointerDown);
  }, [root]);
}

const nameOf = (target: Element): string | undefined =>
  target.closest<HTMLElement>('[data-drag]')?.dataset['drag'];

function follow(root: HTMLElement, down: PointerEvent, name: string, drag: () => PointerDrag): void {
  const ends = new AbortController();
  const { signal } = ends;
  let state: 'pressed' | 'dragging' | 'refused' = 'pressed';
  const onMove = (event: PointerEvent) => {
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > SLACK;
    if (state === 'pressed' && far) state = drag().onStart(name) ? 'dragging' : 'refused';
    if (state !== 'dragging') return;
    scrollNearEdge(root, event.clientY);
    const place = placeAt(root, event);
    if (place) drag().onOver(place.name, place.fraction);
  };
  const end = (act: (() => void) | undefined) => {
    ends.abort();
    if (state === 'pressed') return;
    suppressClick();
    if (state === 'dragging') act?.();
  };
  window.addEventListener('pointermove', onMove, { signal });
  window.addEventListener('pointerup', () => end(drag().onDrop), { signal });
  window.addEventListener('pointercancel', () => end(drag().onCancel), { signal });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || state !== 'dragging') return;
    event.stopPropagation();
    end(drag().onCancel);
  };
  window.addEventListener('keydown', onKey, { signal, capture: true });
}

/** The click that the browser makes of a drag which ends where it began. */
function suppressClick(): void {
  const swallow = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}

function placeAt(root: HTMLElement, { clientX, clientY }: PointerEvent) {
  const all = document.elementsFromPoint(clientX, clientY).filter((element) => root.contains(element));
  const cell = all.find((element): element is HTMLElement => element.matches('[data-cell]'));
  const name = cell?.dataset['cell'];
  if (!cell || name === undefined) return undefined;
  const { top, height } = cell.getBoundingClientRect();
  return { name, fraction: (clientY - top) / height };
}

function scrollNearEdge(root: HTMLElement, y: number): void {
  const { top, bottom } = root.getBoundingClientRect();
  if (y < top + EDGE) root.scrollTop -= SCROLL_STEP;
  if (y > bottom - EDGE) root.scrollTop += SCROLL_STEP;
}
