import { BrowserWindow, screen, type WebContents } from 'electron';
import type { Log } from '../core/ports/log.ts';
import type { Mishaps } from './mishaps.ts';
import { loadPage, pageOptions } from './page-window.ts';

export type QuickWindow = {
  /** Opens it, or brings it to the front. */
  show(): void;
  contents(): WebContents | undefined;
  /** Makes it as high as what is in it, px, as far as the display goes. */
  fit(height: number): void;
};

export type QuickWindowDeps = { readonly log: Log; readonly onMishap: Mishaps['add'] };

const SIZE = { width: 520, height: 380 } as const;
const LOWEST = 240;
/** So much of the display's height it may take. */
const SHARE = 0.85;

/** The small window for a post in between. Closed, it is destroyed; what was written in it is kept. */
export function createQuickWindow({ log, onMishap }: QuickWindowDeps): QuickWindow {
  let window: BrowserWindow | undefined;

  function open(): void {
    const opened = new BrowserWindow({
      ...SIZE,
      ...pageOptions(),
      title: 'New post',
      useContentSize: true,
      resizable: false,
      maximizable: false,
      minimizable: false,
      fullscreenable: false,
      center: true,
    });
    window = opened;
    opened.once('ready-to-show', () => opened.show());
    opened.on('closed', () => {
      if (window === opened) window = undefined;
    });
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      onMishap('quick', reason);
      opened.destroy();
    });
    loadPage(opened, 'quick', log);
  }

  return {
    show: () => {
      if (!window) return open();
      // Not painted yet: it shows itself when it is.
      if (!window.isVisible()) return;
      window.show();
      window.focus();
    },
    contents: () => window?.webContents,
    fit: (height) => {
      if (!window) return;
      const { workArea } = screen.getDisplayMatching(window.getBounds());
      // The page counts in pixels of its own, which are larger when everything is.
      const zoom = window.webContents.getZoomFactor();
      const width = Math.round(Math.min(SIZE.width * zoom, workArea.width * SHARE));
      const fitting = Math.round(Math.min(Math.max(height * zoom, LOWEST), workArea.height * SHARE));
      const [wide, high] = window.getContentSize();
      if (fitting !== high || width !== wide) window.setContentSize(width, fitting);
    },
  };
}
