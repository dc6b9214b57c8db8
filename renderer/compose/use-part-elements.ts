import { useEffect, useMemo, useRef } from 'react';

export type PartElements = {
  register(key: string, element: HTMLTextAreaElement | null): void;
  focusFirst(): void;
  /** Puts the caret into a part, by default at its end; the part may be drawn only after this. */
  focusAt(key: string, at?: number): void;
  /** Runs what adds a part and puts the caret into it. */
  focusNew(add: () => void): void;
  /** Calls back with the part that has the caret and where it is, if one has. */
  withFocused(use: (key: string, at: number) => void): void;
};

type Wanted =
  | 'first'
  | 'last'
  | HTMLTextAreaElement
  | { readonly key: string; readonly at: number | undefined };

/** The text areas by part, so that the caret can be put into one and stays in it while it moves. */
export function usePartElements(): PartElements {
  const elements = useRef(new Map<string, HTMLTextAreaElement>());
  const wanted = useRef<Wanted>(undefined);

  useEffect(() => {
    const target = wanted.current;
    wanted.current = undefined;
    if (target !== undefined) focus(elements.current, target);
  });

  return useMemo(
    () => ({
      register: (key, element) => {
        if (element) elements.current.set(key, element);
        else elements.current.delete(key);
      },
      focusFirst: () => {
        wanted.current = 'first';
        find(elements.current, 'first')?.focus();
      },
      focusAt: (key, at) => {
        wanted.current = { key, at };
      },
      focusNew: (add) => {
        wanted.current = 'last';
        add();
      },
      withFocused: (use) => {
        const focused = [...elements.current].find(([, element]) => element === document.activeElement);
        if (!focused) return;
        wanted.current = focused[1];
        use(focused[0], focused[1].selectionStart);
      },
    }),
    [],
  );
}

function focus(elements: ReadonlyMap<string, HTMLTextAreaElement>, target: Wanted): void {
  if (typeof target === 'string') find(elements, target)?.focus();
  else if (target instanceof HTMLElement) target.focus();
  else {
    const element = elements.get(target.key);
    const at = target.at ?? element?.value.length ?? 0;
    element?.focus();
    element?.setSelectionRange(at, at);
  }
}

/** The map is in order of arrival; the page is in order of reading. */
function find(
  elements: ReadonlyMap<string, HTMLTextAreaElement>,
  which: 'first' | 'last',
): HTMLTextAreaElement | undefined {
  const inOrder = [...elements.values()].sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
  return which === 'first' ? inOrder[0] : inOrder.at(-1);
}
