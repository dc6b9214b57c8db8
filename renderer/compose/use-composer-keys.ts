import type { RefObject } from 'react';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { useShortcuts } from '../use-shortcuts.ts';
import type { PartEdits } from './use-part-edits.ts';
import type { PartElements } from './use-part-elements.ts';
import type { Submit } from './use-submit.ts';

type Keys = {
  readonly elements: PartElements;
  readonly edits: PartEdits;
  readonly saving: Submit;
  readonly focusWhen: () => void;
  /** Asks for files for a part. */
  readonly pick: (part: string) => void;
};

/** What the keys do while the focus is in the composer. */
export function useComposerKeys(
  pane: RefObject<HTMLElement | null>,
  { elements, edits, saving, focusWhen, pick }: Keys,
): void {
  const { compositions, toasts } = useServices();
  useShortcuts(
    {
      add: () => void saving.submit('schedule'),
      postNowComposer: () => void saving.submit('now'),
      when: focusWhen,
      addPart: () => elements.focusNew(compositions.addPart),
      save: () => toasts.show({ tone: 'success', message: strings.writing.keptAlready }),
      addMedia: () => elements.withFocused(pick),
      splitPart: edits.splitHere,
      partUp: () => elements.withFocused((key) => compositions.movePart(key, -1)),
      partDown: () => elements.withFocused((key) => compositions.movePart(key, 1)),
    },
    pane,
  );
}
