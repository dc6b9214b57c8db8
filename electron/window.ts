import { app, BrowserWindow, screen, type WebContents } from 'electron';
import type { Log } from '../core/ports/log.ts';
import { MIN_SIZE, reshape, restoreBounds, shapeOf } from './bounds.ts';
import { loadPage, pageOptions } from './page-window.ts';
import type { SettingsFile } from './settings.ts';

export type WindowDeps = {
  readonly settings: SettingsFile;
  readonly log: Log;
  /** Perch goes on without a window: there is a tray, and the person wants it. */
  readonly staysOpenWithout: () => boolean;
  readonly isQuitting: () => boolean;
  /** The page is painted for the first time. */
  readonly onReady: () => void;
};

export type MainWindow = {
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  contents(): WebContents | undefined;
  /** The person is working in it, or will be as soon as it is painted. */
  isInFront(): boolean;
};

/** A renderer that dies this often in this time is not tried again. */
const CRASHES = { most: 3, within: 60_000 } as const;

/** The main window. Closed, it is destroyed: hidden it would keep some 40 MB. */
export function createMainWindow(deps: WindowDeps): MainWindow {
  let window: BrowserWindow | undefined;
  let isPainted = false;
  let crashes: readonly number[] = [];

  const open = (): void => {
    const opened = buildWindow(deps);
    window = opened;
    isPainted = false;
    opened.once('ready-to-show', () => {
      isPainted = true;
    });
    opened.on('closed', () => {
      if (window === opened) window = undefined;
    });
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      deps.log.error('the window process is gone', { reason });
      crashes = [...crashes, Date.now()].filter((at) => at > Date.now() - CRASHES.within);
      window = undefined;
      // The new one first: without any window Perch might quit.
      if (!deps.isQuitting() && crashes.length <= CRASHES.most) open();
      opened.destroy();
    });
  };

  app.on('window-all-closed', () => {
    if (!deps.staysOpenWithout()) app.quit();
  });

  return {
    show: () => {
      if (!window) return open();
      if (window.isMinimized()) window.restore();
      // Not painted yet: it shows itself when it is.
      else if (!window.isVisible()) return;
      window.show();
      window.focus();
    },
    contents: () => window?.webContents,
    isInFront: () => window !== undefined && (!isPainted || window.isFocused()),
  };
}

function buildWindow({ settings, log, onReady }: WindowDeps): BrowserWindow {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...restoreBounds(settings.get('bounds'), displays),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    ...pageOptions(),
  });
  window.once('ready-to-show', () => {
    reshape(window, settings.get('windowShape'));
    window.show();
    onReady();
  });
  window.on('close', () => {
    const kept = shapeOf(window);
    if (!kept) return;
    settings.set('bounds', kept.bounds);
    settings.set('windowShape', kept.shape);
  });
  loadPage(window, 'main', log);
  return window;
}
