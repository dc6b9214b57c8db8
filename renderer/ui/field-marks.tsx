import { type MouseEvent, type ReactNode, useRef } from 'react';
import { cx } from './cx.ts';
import styles from './field-marks.module.css';

/** A stretch of the text, UTF-16 units; `to` is behind its end. */
type Mark = { readonly from: number; readonly to: number };

/** What is to happen when the menu of a mark is asked for, at a place of the page, CSS px. */
export type MarkMenu = (
  mark: Mark,
  at: { readonly x: number; readonly y: number },
  element: HTMLTextAreaElement,
) => void;

type FieldMarksProps = {
  readonly text: string;
  /** In order, none over another. */
  readonly marks: readonly Mark[];
  /** Type and padding of the text, which its marks must share. */
  readonly className: string | undefined;
  readonly onMenu: MarkMenu | undefined;
  /** The text area, with the classes and handlers that lay it under its marks. */
  readonly children: (under: Under) => ReactNode;
};

type Under = {
  readonly className: string;
  readonly onContextMenu: (event: MouseEvent<HTMLTextAreaElement>) => void;
};

/**
 * Wavy lines under stretches of a text area: the same text over it, unseen, breaks its lines in the same places.
 * Behind it, the plates that high contrast puts under text would hide the lines. The text area grows with its text
 * and never scrolls, so there is nothing to keep in step.
 */
export function FieldMarks({ text, marks, className, onMenu, children }: FieldMarksProps) {
  const mirror = useRef<HTMLDivElement>(null);

  function onContextMenu(event: MouseEvent<HTMLTextAreaElement>): void {
    const spans = [...(mirror.current?.children ?? [])];
    const element = event.currentTarget;
    const isPointed = event.button === 2 || event.ctrlKey;
    const index = isPointed
      ? spans.findIndex((span) => isOver(span, event))
      : marks.findIndex(({ from, to }) => from <= element.selectionStart && element.selectionEnd <= to);
    const mark = marks[index];
    const box = spans[index]?.getBoundingClientRect();
    if (!mark || !box || !onMenu) return;
    event.preventDefault();
    const below = { x: Math.max(0, box.left), y: Math.max(0, box.bottom) };
    onMenu(mark, isPointed ? { x: event.clientX, y: event.clientY } : below, element);
  }

  return (
    <div className={styles['body']}>
      {children({ className: cx(className, styles['under']), onContextMenu })}
      {marks.length > 0 && (
        <div ref={mirror} className={cx(className, styles['mirror'])} aria-hidden>
          {pieces(text, marks)}
        </div>
      )}
    </div>
  );
}

const isOver = (span: Element, { clientX: x, clientY: y }: MouseEvent): boolean =>
  [...span.getClientRects()].some(
    (box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom,
  );

function pieces(text: string, marks: readonly Mark[]): readonly ReactNode[] {
  let end = 0;
  const before = marks.flatMap(({ from, to }) => {
    const plain = text.slice(end, from);
    end = to;
    return [
      plain,
      <span key={from} className={styles['mark']}>
        {text.slice(from, to)}
      </span>,
    ];
  });
  return [...before, text.slice(end)];
}
