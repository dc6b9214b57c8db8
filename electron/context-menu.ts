import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';

type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>;
type Flags = Partial<ContextMenuParams['editFlags']>;
type Template = readonly MenuItemConstructorOptions[];

export type SpellingChoices = {
  readonly suggestions: readonly string[];
  readonly replace: (word: string) => void;
  readonly learn: (word: string) => void;
};

/** The menu of a text field, or of selected text; nothing elsewhere. */
export function contextMenu({ isEditable, selectionText, editFlags }: Clicked): Template {
  if (isEditable) return editItems(editFlags);
  return selectionText.trim() === '' ? [] : [{ role: 'copy' }];
}

/** The menu of a misspelled word in a text field. */
export function spellingMenu(word: string, { suggestions, replace, learn }: SpellingChoices): Template {
  const better = suggestions.map((label) => ({ label, click: () => replace(label) }));
  const none = { label: 'No suggestions', enabled: false };
  return [
    ...(better.length > 0 ? better : [none]),
    { label: `Learn “${word}”`, click: () => learn(word) },
    { type: 'separator' },
    ...editItems({}),
  ];
}

/** What is not known to be impossible is offered. */
function editItems(flags: Flags): Template {
  const { canUndo, canRedo, canCut, canCopy, canPaste, canSelectAll } = flags;
  return [
    { role: 'undo', enabled: canUndo ?? true },
    { role: 'redo', enabled: canRedo ?? true },
    { type: 'separator' },
    { role: 'cut', enabled: canCut ?? true },
    { role: 'copy', enabled: canCopy ?? true },
    { role: 'paste', enabled: canPaste ?? true },
    { role: 'selectAll', enabled: canSelectAll ?? true },
  ];
}
