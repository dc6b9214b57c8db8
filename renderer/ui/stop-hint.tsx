import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import styles from './stop-hint.module.css';

type Shown = { readonly name: string; readonly x: number; readonly y: number; readonly isAbove: boolean };

/** As long as other tooltips wait. */
const DELAY = 500;
const GAP = 6;
const WIDTH = 300;

type StopHintProps = {
  readonly root: RefObject<HTMLElement | null>;
  readonly hintOf: (name: string) => ReactNode;
};

/**
 * One tooltip for all stops of a grid: hundreds of them would each listen for themselves. It says what the name
 * of the stop says as well, so it is not read out.
 */
export function StopHint({ root, hintOf }: StopHintProps) {
  const shown = useShown(root);
  const hint = shown && hintOf(shown.name);
  if (!hint) return null;
  const edge = shown.isAbove ? { insetBlockEnd: innerHeight - shown.y } : { insetBlockStart: shown.y };
  return (
    <div className={styles['hint']} aria-hidden style={{ insetInlineStart: shown.x, ...edge }}>
      {hint}
    </div>
  );
}

function useShown(root: RefObject<HTMLElement | null>): Shown | undefined {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const ends = new AbortController();
    const { signal } = ends;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setShown(undefined);
    };
    const show = (stop: HTMLElement, delay: number) => {
      hide();
      timer = setTimeout(() => stop.isConnected && setShown(placeOf(stop)), delay);
    };
    const over = ({ target }: Event) => {
      const stop = stopOf(target);
      if (stop) show(stop, DELAY);
      else hide();
    };
    const focus = ({ target }: Event) => {
      const stop = stopOf(target);
      if (stop?.matches(':focus-visible')) show(stop, 0);
    };
    element.addEventListener('pointerover', over, { signal });
    element.addEventListener('focusin', focus, { signal });
    for (const event of ['pointerleave', 'pointerdown', 'focusout', 'keydown', 'scroll'])
      element.addEventListener(event, hide, { signal });
    return () => {
      clearTimeout(timer);
      ends.abort();
    };
  }, [root]);
  return shown;
}

const stopOf = (target: EventTarget | null): HTMLElement | undefined =>
  (target instanceof Element && target.closest<HTMLElement>('[data-stop]')) || undefined;

function placeOf(stop: HTMLElement): Shown {
  const { left, top, bottom } = stop.getBoundingClientRect();
  const isAbove = bottom > innerHeight * 0.66;
  const x = Math.max(GAP, Math.min(left, innerWidth - WIDTH - GAP));
  return { name: stop.dataset['stop'] ?? '', x, y: isAbove ? top - GAP : bottom + GAP, isAbove };
}
