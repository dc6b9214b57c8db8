import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';

type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'misspelledWord' | 'editFlags'>;

type Choices = {
  readonly suggestions: readonly string[];
  readonly replace: (word: string) => void;
  readonly learn: (word: string) => void;
};

/** The menu of a text field, or of selected text; nothing elsewhere. */
export function contextMenu(clicked: Clicked, choices: Choices): readonly MenuItemConstructorOptions[] {
  const { isEditable, selectionText, editFlags } = clicked;
  if (!isEditable) return selectionText.trim() === '' ? [] : [{ role: 'copy' }];
  return [
    ...spellingItems(clicked.misspelledWord, choices),
    { role: 'undo', enabled: editFlags.canUndo },
    { role: 'redo', enabled: editFlags.canRedo },
    { type: 'separator' },
    { role: 'cut', enabled: editFlags.canCut },
    { role: 'copy', enabled: editFlags.canCopy },
    { role: 'paste', enabled: editFlags.canPaste },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ];
}

function spellingItems(
  word: string,
  { suggestions, replace, learn }: Choices,
): readonly MenuItemConstructorOptions[] {
  if (word === '') return [];
  const better = suggestions.map((label) => ({ label, click: () => replace(label) }));
  const none = { label: 'No suggestions', enabled: false };
  return [
    ...(better.length > 0 ? better : [none]),
    { label: `Learn “${word}”`, click: () => learn(word) },
    { type: 'separator' },
  ];
}
