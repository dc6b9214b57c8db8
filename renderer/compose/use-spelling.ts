import { type SyntheticEvent, useEffect, useMemo, useRef, useState } from 'react';
import { spelledStretches } from '../../core/domain/spelling.ts';
import { useServices, useSession } from '../state/services.tsx';
import { carryRanges, type Range } from '../state/spelling-marks.ts';
import { useStore } from '../state/use-store.ts';
import type { MarkMenu } from '../ui/field-marks.tsx';

type Spelled = {
  /** The misspelled words. */
  readonly marks: readonly Range[];
  readonly onMarkMenu: MarkMenu;
  readonly onSelect: (event: SyntheticEvent<HTMLTextAreaElement>) => void;
  readonly onBlur: () => void;
};

/** The text as it was when it was last looked at, and the place in it at which somebody was typing. */
type Settled = { readonly text: string; readonly typingAt: number | null };

/** So long after the last key, ms. */
const PAUSE = 250;
const NONE: readonly Range[] = [];

/** Finds the misspelled words of a text that is being written, in the pauses of it. */
export function useSpelling(text: string, isReadOnly: boolean): Spelled {
  const { spelling } = useServices();
  const isOn = useSession((s) => s.shell?.spelling ?? false) && !isReadOnly;
  const wrong = useStore(spelling, (s) => s);
  const [settled, setSettled] = useState<Settled>({ text: '', typingAt: null });
  const { typingAt, ...handlers } = useTypingPlace(() =>
    setSettled((now) => (now.typingAt === null ? now : { ...now, typingAt: null })),
  );

  useEffect(() => {
    if (!isOn) return;
    const timer = setTimeout(() => setSettled({ text, typingAt: typingAt.current }), PAUSE);
    return () => clearTimeout(timer);
  }, [text, isOn, typingAt]);

  const words = useMemo(
    () => (isOn ? spelledStretches(settled.text).filter(({ kind }) => kind === 'word') : []),
    [settled.text, isOn],
  );
  useEffect(() => void spelling.check(words.map((word) => word.text)), [spelling, words]);

  const found = useMemo(() => {
    const ranges = words
      .filter((word) => wrong.has(word.text))
      .map((word) => ({ from: word.from, to: word.from + word.text.length }));
    return ranges.length === 0 ? NONE : ranges.filter((range) => !isAt(range, settled.typingAt));
  }, [words, wrong, settled.typingAt]);

  const marks = useMemo(() => carryRanges(found, settled.text, text), [found, settled.text, text]);
  const onMarkMenu: MarkMenu = async ({ from, to }, at, element) => {
    const word = text.slice(from, to);
    const better = await spelling.menu(word, at);
    if (better !== null && element.value.slice(from, to) === word) replace(element, { from, to }, better);
  };
  return { marks, onMarkMenu, ...handlers };
}

const isAt = ({ from, to }: Range, place: number | null): boolean =>
  place !== null && from <= place && place <= to;

/** Where somebody is typing: a word is not wrong before it is finished. Moving the caret away ends it. */
function useTypingPlace(onEnd: () => void) {
  const typingAt = useRef<number | null>(null);
  const last = useRef<string | undefined>(undefined);
  const end = () => {
    typingAt.current = null;
    onEnd();
  };
  return {
    typingAt,
    onBlur: end,
    onSelect: ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
      const { value, selectionStart } = currentTarget;
      const isTyped = last.current !== undefined && last.current !== value;
      last.current = value;
      if (isTyped) typingAt.current = selectionStart;
      else if (selectionStart !== typingAt.current) end();
    },
  };
}

/** As if it were typed, so that it can be undone like typing; the caret stays where it was in the text. */
function replace(element: HTMLTextAreaElement, { from, to }: Range, text: string): void {
  const caret = element.selectionStart;
  element.focus();
  element.setSelectionRange(from, to);
  // The only way to change a text field that its undo knows of.
  document.execCommand('insertText', false, text);
  const end = from + text.length;
  const place = caret <= from ? caret : caret < to ? end : caret + text.length - (to - from);
  element.setSelectionRange(place, place);
}
