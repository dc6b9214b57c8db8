import { useMemo } from 'react';
import type { LinkedDraft } from '../../core/domain/deep-link.ts';
import { type Composition, isChanged, isDraftable } from '../state/composition.ts';
import { type Services, useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { asDraft } from './use-submit.ts';

const words = strings.writing;

/**
 * Begins a new post, empty or with what somebody brings. What is being written is kept: as a draft, or behind the
 * new post if it is none.
 */
export function useNewPost(): (draft?: LinkedDraft) => void {
  const services = useServices();
  return useMemo(() => {
    const { compositions } = services;
    return (draft) => {
      if (isChanged(compositions.get())) putAside(services);
      else if (compositions.get().editing) compositions.startNew();
      if (draft) {
        // What was being written before a post was opened is there again: it makes room too.
        if (isChanged(compositions.get())) putAside(services);
        fill(services, draft);
      }
      compositions.requestFocus();
    };
  }, [services]);
}

function putAside({ compositions, drafts, toasts, undo }: Services): void {
  /** The draft stays where it is and is open again. */
  const reopen = async (written: Composition): Promise<true> => {
    const isStored = !compositions.written.get().aside.some(({ id }) => id === written.id);
    compositions.reopen(isStored ? asDraft(written) : written);
    compositions.requestFocus();
    return true;
  };
  const written = compositions.putAside();
  if (isDraftable(written)) {
    void drafts.store();
    undo.did({ message: words.putAside, undo: () => reopen(written) });
  } else toasts.show({ tone: 'success', message: words.putBehind });
}

function fill({ compositions, session, toasts }: Services, { text, when, account }: LinkedDraft): void {
  const [part] = compositions.get().parts;
  if (part) compositions.setText(part.key, text);
  compositions.setWhen(when);
  if (account !== undefined) {
    const known = session.get().overview?.accounts ?? [];
    const same = known.find(({ name }) => name.toLowerCase() === account.toLowerCase());
    compositions.setAccount(same?.name ?? account);
  }
  toasts.show({ tone: 'success', message: words.brought });
}
