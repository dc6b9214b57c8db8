import { useMemo } from 'react';
import { type Composition, isChanged, isDraftable } from '../state/composition.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { asDraft } from './use-submit.ts';

const words = strings.writing;

/** Begins a new post. What is being written is kept: as a draft, or behind the new post if it is none. */
export function useNewPost(): () => void {
  const { compositions, drafts, toasts, undo } = useServices();
  return useMemo(() => {
    /** The draft stays where it is and is open again. */
    const reopen = async (written: Composition): Promise<true> => {
      const isStored = !compositions.written.get().aside.some(({ id }) => id === written.id);
      compositions.reopen(isStored ? asDraft(written) : written);
      compositions.requestFocus();
      return true;
    };
    return () => {
      if (isChanged(compositions.get())) {
        const written = compositions.putAside();
        if (isDraftable(written)) {
          void drafts.store();
          undo.did({ message: words.putAside, undo: () => reopen(written) });
        } else toasts.show({ tone: 'success', message: words.putBehind });
      } else if (compositions.get().editing) compositions.startNew();
      compositions.requestFocus();
    };
  }, [compositions, drafts, toasts, undo]);
}
