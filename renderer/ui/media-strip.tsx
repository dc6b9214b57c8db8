import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import styles from './media-strip.module.css';

export type StripItem = {
  readonly key: string;
  /** What pressing it does, which is also its name. */
  readonly label: string;
  readonly removeLabel: string;
  readonly picture: ReactNode;
  /** Over the picture: a sign and its meaning, and the meaning alone. */
  readonly mark: ReactNode;
  readonly markLabel: string;
};

type MediaStripProps = {
  readonly label: string;
  readonly items: readonly StripItem[];
  /** Shown, not changed. */
  readonly isReadOnly: boolean;
  readonly onOpen: (at: number) => void;
  readonly onRemove: (at: number) => void;
  readonly onMove: (from: number, to: number) => void;
  /** What a key does to the item that has the focus. */
  readonly keyFor: (event: KeyboardEvent) => 'earlier' | 'later' | 'remove' | undefined;
};

/** Pictures in their order: dragged or moved by keys, opened, removed. */
export function MediaStrip(props: MediaStripProps) {
  const { label, items, isReadOnly, onRemove, onMove, keyFor } = props;
  const list = useRef<HTMLUListElement>(null);
  // The element of what moves may be put elsewhere in the page, and loses the focus by that.
  const wanted = useRef<number>(undefined);
  const [dragged, setDragged] = useState<number>();
  useEffect(() => {
    const at = wanted.current;
    wanted.current = undefined;
    if (at !== undefined) list.current?.querySelectorAll<HTMLElement>('[data-open]')[at]?.focus();
  });
  const onKeyDown = (at: number, event: KeyboardEvent) => {
    const does = isReadOnly ? undefined : keyFor(event);
    if (does === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const to = at + (does === 'earlier' ? -1 : 1);
    if (does === 'remove') {
      wanted.current = Math.min(at, items.length - 2);
      onRemove(at);
    } else if (to >= 0 && to < items.length) {
      wanted.current = to;
      onMove(at, to);
    }
  };
  return (
    <ul ref={list} aria-label={label} className={styles['strip']}>
      {items.map((item, at) => (
        <li
          key={item.key}
          className={cx(styles['item'], dragged === at && styles['dragged'])}
          draggable={!isReadOnly && items.length > 1}
          onDragStart={({ dataTransfer }) => {
            dataTransfer.effectAllowed = 'move';
            setDragged(at);
          }}
          onDragEnd={() => setDragged(undefined)}
          onDragOver={(event) => dragged !== undefined && event.preventDefault()}
          onDrop={(event) => {
            if (dragged === undefined) return;
            event.preventDefault();
            event.stopPropagation();
            onMove(dragged, at);
            setDragged(undefined);
          }}
        >
          <Item {...props} item={item} at={at} onKey={(event) => onKeyDown(at, event)} />
        </li>
      ))}
    </ul>
  );
}

type ItemProps = Pick<MediaStripProps, 'isReadOnly' | 'onOpen' | 'onRemove'> & {
  readonly item: StripItem;
  readonly at: number;
  readonly onKey: (event: KeyboardEvent) => void;
};

function Item({ item, at, isReadOnly, onOpen, onRemove, onKey }: ItemProps) {
  const { label, markLabel, removeLabel, picture, mark } = item;
  return (
    <>
      <button
        type="button"
        data-open
        aria-label={`${label}: ${markLabel}`}
        title={label}
        className={styles['open']}
        disabled={isReadOnly}
        onClick={() => onOpen(at)}
        onKeyDown={onKey}
      >
        {picture}
        <span className={styles['mark']}>{mark}</span>
      </button>
      {!isReadOnly && (
        <span className={styles['remove']}>
          <IconButton label={removeLabel} icon={<X size={14} />} onPress={() => onRemove(at)} />
        </span>
      )}
    </>
  );
}
