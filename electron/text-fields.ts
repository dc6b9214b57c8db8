import { app, BrowserWindow, Menu, type WebContents } from 'electron';
import { contextMenu, spellingMenu } from './context-menu.ts';
import { isOwnOrigin } from './own-page.ts';
import type { Spelling } from './spelling.ts';

/** Gives every page of ours a context menu. */
export function serveTextFields(spelling: Spelling): void {
  const pages = new Set<WebContents>();
  app.on('web-contents-created', (_event, contents) => {
    contents.on('context-menu', (_clicked, clicked) => {
      const template = contextMenu(clicked);
      if (template.length > 0) Menu.buildFromTemplate([...template]).popup();
    });
    contents.on('dom-ready', () => {
      if (isOwnOrigin(contents.getURL())) pages.add(contents);
    });
    contents.once('destroyed', () => {
      pages.delete(contents);
      if (pages.size === 0) spelling.rest();
    });
  });
}

/** Below the 30 seconds that the page waits: a menu whose choice nobody would hear of is closed. */
const LONGEST_OPEN = 25_000;

/** Shows what can be done about a misspelled word, at a place of the page; resolves with what is to replace it. */
export async function popUpSpelling(
  spelling: Spelling,
  contents: WebContents | undefined,
  word: string,
  at: { readonly x: number; readonly y: number },
): Promise<string | null> {
  const suggestions = await spelling.suggest(word);
  const window = contents && !contents.isDestroyed() ? BrowserWindow.fromWebContents(contents) : null;
  if (!contents || !window) return null;
  const zoom = contents.getZoomFactor();
  return new Promise((resolve) => {
    const choices = { suggestions, replace: resolve, learn: spelling.learn };
    const menu = Menu.buildFromTemplate([...spellingMenu(word, choices)]);
    const tooLate = setTimeout(() => menu.closePopup(window), LONGEST_OPEN);
    menu.popup({
      window,
      x: Math.round(at.x * zoom),
      y: Math.round(at.y * zoom),
      // A click may be told only after the end of the menu.
      callback: () => {
        clearTimeout(tooLate);
        setImmediate(() => resolve(null));
      },
    });
  });
}
