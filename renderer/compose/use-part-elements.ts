import { useEffect, useMemo, useRef } from 'react';

export type PartElements = {
  register(key: string, element: HTMLTextAreaElement | null): void;
  focusFirst(): void;
  /** Runs what adds a part and puts the caret into it. */
  focusNew(add: () => void): void;
  /** Calls back with the part that has the caret, if one has. */
  withFocused(use: (key: string) => void): void;
};

/** The text areas by part, so that the caret can be put into one and stays in it while it moves. */
export function usePartElements(): PartElements {
  const elements = useRef(new Map<string, HTMLTextAreaElement>());
  const wanted = useRef<'first' | 'last' | HTMLTextAreaElement>(undefined);

  useEffect(() => {
    const target = wanted.current;
    wanted.current = undefined;
    if (target) (typeof target === 'string' ? find(elements.current, target) : target)?.focus();
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
      focusNew: (add) => {
        wanted.current = 'last';
        add();
      },
      withFocused: (use) => {
        const focused = [...elements.current].find(([, element]) => element === document.activeElement);
        if (!focused) return;
        wanted.current = focused[1];
        use(focused[0]);
      },
    }),
    [],
  );
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
