import { type RefObject, useEffect, useRef } from 'react';
import { SHORTCUTS, type ShortcutId } from './shortcuts.ts';
import { type KeyPress, matches } from './ui/keys.ts';

export type ShortcutHandlers = Partial<Readonly<Record<ShortcutId, () => void>>>;

const TYPING = 'input, textarea, [contenteditable]';

/** The handler of the shortcut that was pressed, if it is one of these. */
export function shortcutFor(press: KeyPress, handlers: ShortcutHandlers): (() => void) | undefined {
  const ids = Object.keys(handlers) as ShortcutId[];
  const id = ids.find((candidate) => SHORTCUTS[candidate].keys.some((chord) => matches(chord, press)));
  return id && handlers[id];
}

/**
 * Shortcuts that work everywhere or, with `within`, while the focus is there. Text fields keep their own keys
 * (letters, undo).
 */
export function useShortcuts(handlers: ShortcutHandlers, within?: RefObject<HTMLElement | null>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (within && !(event.target instanceof Node && within.current?.contains(event.target))) return;
      const handler = event.defaultPrevented ? undefined : shortcutFor(event, latest.current);
      if (!handler || (isTyping(event.target) && belongsToText(event))) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [within]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(TYPING);
}

function belongsToText(event: KeyboardEvent): boolean {
  const isMove = event.altKey && (event.key.startsWith('Arrow') || event.key === 'Enter');
  const isCommand = event.ctrlKey || event.metaKey || isMove || /^(Escape|F\d+)$/.test(event.key);
  return event.key.toLowerCase() === 'z' || !isCommand;
}
