import { type KeyboardEvent, useMemo } from 'react';
import { splitText } from '../../core/domain/split.ts';
import { useServices } from '../state/services.tsx';
import { splitAt, splitAtGaps } from '../state/split-part.ts';
import type { PartElements } from './use-part-elements.ts';

export type PartEdits = {
  type(key: string, text: string): void;
  onKeyDown(key: string, event: KeyboardEvent<HTMLTextAreaElement>): void;
  /** What is before the caret and what is after it become two parts. */
  splitHere(): void;
  /** As many parts as the text needs to fit. */
  splitLong(key: string, text: string, limit: number): void;
};

/** Editing over the borders of parts. The functions stay the same, so that parts are not drawn again. */
export function usePartEdits(elements: PartElements): PartEdits {
  const { compositions } = useServices();
  return useMemo(() => {
    const textOf = (key: string) => compositions.get().parts.find((part) => part.key === key)?.text ?? '';
    return {
      type: (key, text) => {
        const texts = splitAtGaps(text);
        if (texts === undefined) return compositions.setText(key, text);
        elements.focusAt(compositions.replacePart(key, texts));
      },
      onKeyDown: (key, event) => {
        const { selectionStart, selectionEnd } = event.currentTarget;
        if (event.key !== 'Backspace' || event.nativeEvent.isComposing) return;
        if (selectionStart !== 0 || selectionEnd !== 0) return;
        const seam = compositions.joinPart(key);
        if (!seam) return;
        event.preventDefault();
        elements.focusAt(seam.key, seam.at);
      },
      splitHere: () =>
        elements.withFocused((key, at) => {
          elements.focusAt(compositions.replacePart(key, splitAt(textOf(key), at)), 0);
        }),
      splitLong: (key, text, limit) =>
        elements.focusAt(compositions.replacePart(key, splitText(text, limit))),
    };
  }, [compositions, elements]);
}
