import { join } from 'node:path';
import { app, type BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron';
import type { Log } from '../core/ports/log.ts';
import { PAGES } from './protocol.ts';

/** Perch's windows: where everything is, and the small one for a post in between. */
export type WindowName = keyof typeof PAGES;

const PREFERENCES = Object.freeze({
  preload: join(import.meta.dirname, 'preload.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  disableBlinkFeatures: 'Auxclick',
  // Chromium would fetch its dictionaries from the network.
  spellcheck: false,
  devTools: !app.isPackaged,
});

/** The window background before the page paints; the same as the page's own. */
const BACKGROUND = { light: '#f6f6f4', dark: '#131417' } as const;

/** What all windows have in common: locked down, and not shown before they are painted. */
export const pageOptions = () =>
  ({
    show: false,
    title: 'Perch',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: PREFERENCES,
  }) satisfies BrowserWindowConstructorOptions;

export function loadPage(window: BrowserWindow, name: WindowName, log: Log): void {
  window
    .loadURL(PAGES[name])
    .catch((error: unknown) => log.error('a window could not load', { name, error: String(error) }));
}
