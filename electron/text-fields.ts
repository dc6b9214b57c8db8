import { app, type ContextMenuParams, Menu, type WebContents } from 'electron';
import { contextMenu } from './context-menu.ts';
import { isOwnOrigin } from './own-page.ts';
import type { Spelling } from './spelling.ts';

/** Gives every page of ours a context menu. */
export function serveTextFields(spelling: Spelling): void {
  const pages = new Set<WebContents>();
  app.on('web-contents-created', (_event, contents) => {
    contents.on('context-menu', (_clicked, clicked) => void showMenu(contents, clicked, spelling));
    contents.on('dom-ready', () => {
      if (isOwnOrigin(contents.getURL())) pages.add(contents);
    });
    contents.once('destroyed', () => {
      pages.delete(contents);
      if (pages.size === 0) spelling.rest();
    });
  });
}

async function showMenu(
  contents: WebContents,
  clicked: ContextMenuParams,
  spelling: Spelling,
): Promise<void> {
  const { misspelledWord } = clicked;
  const suggestions = misspelledWord === '' ? [] : await spelling.suggest(misspelledWord);
  if (contents.isDestroyed()) return;
  const template = contextMenu(clicked, {
    suggestions,
    replace: (word) => contents.replaceMisspelling(word),
    learn: spelling.learn,
  });
  if (template.length > 0) Menu.buildFromTemplate([...template]).popup();
}
