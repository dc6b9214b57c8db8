import { app, type ContextMenuParams, Menu, MessageChannelMain, type WebContents } from 'electron';
import { contextMenu } from './context-menu.ts';
import { isOwnOrigin } from './own-page.ts';
import type { Spelling } from './spelling.ts';

/** Gives every page of ours a context menu and a spell-check. */
export function serveTextFields(spelling: Spelling): void {
  const pages = new Set<WebContents>();
  app.on('web-contents-created', (_event, contents) => {
    contents.on('context-menu', (_clicked, clicked) => void showMenu(contents, clicked, spelling));
    contents.on('dom-ready', () => {
      if (!isOwnOrigin(contents.getURL())) return;
      pages.add(contents);
      giveSpeller(contents, spelling);
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

/** The preload keeps this end: words go out, those that are wrong come back. */
function giveSpeller(contents: WebContents, spelling: Spelling): void {
  const { port1, port2 } = new MessageChannelMain();
  port1.on('message', ({ data }) => {
    const { id, words } = data as { readonly id: unknown; readonly words: unknown };
    if (typeof id !== 'number' || !Array.isArray(words)) return;
    const asked = words.filter((word): word is string => typeof word === 'string');
    void spelling.check(asked).then((wrong) => port1.postMessage({ id, wrong }));
  });
  port1.start();
  contents.postMessage('spelling:port', null, [port2]);
}
