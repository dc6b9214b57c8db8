import { app, BrowserWindow, screen, type WebContents } from 'electron';
import type { Log } from '../core/ports/log.ts';
import { MIN_SIZE, reshape, restoreBounds, shapeOf } from './bounds.ts';
import { createCrashLimit } from './crash-limit.ts';
import type { Mishaps } from './mishaps.ts';
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
  /** Its process ended by itself. */
  readonly onMishap: Mishaps['add'];
  /** It has ended too often: whether the person wants it once more. */
  readonly askToReopen: () => Promise<boolean>;
};

export type MainWindow = {
  /** Opens the window, or brings the open one to the front. */
  show(): void;
  contents(): WebContents | undefined;
  /** The person is working in it, or will be as soon as it is painted. */
  isInFront(): boolean;
};

/** The main window. Closed, it is destroyed: hidden it would keep some 40 MB. */
export function createMainWindow(deps: WindowDeps): MainWindow {
  let window: BrowserWindow | undefined;
  let isPainted = false;

  const reopening = createReopening(deps, {
    open: () => open(),
    isOpen: () => window !== undefined,
  });
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
      window = undefined;
      // The new one first: without any window Perch might quit.
      if (!deps.isQuitting()) reopening.after(reason);
      opened.destroy();
    });
  };

  app.on('window-all-closed', () => {
    if (!reopening.isAsking() && !deps.staysOpenWithout()) app.quit();
  });

  return {
    show: () => {
      if (!window) {
        reopening.forget();
        return open();
      }
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

/** Opens the window again when its process ended by itself, as long as that helps. */
function createReopening(
  deps: WindowDeps,
  { open, isOpen }: { readonly open: () => void; readonly isOpen: () => boolean },
) {
  const limit = createCrashLimit();
  let isAsking = false;

  /** Posts go out meanwhile: nothing is quit for want of a window before the person has answered. */
  async function giveUp(): Promise<void> {
    isAsking = true;
    const again = await deps.askToReopen().catch(() => false);
    isAsking = false;
    if (again) {
      limit.forget();
      open();
    } else if (!isOpen() && !deps.staysOpenWithout()) app.quit();
  }

  return {
    after: (reason: string): void => {
      const mayReopen = limit.mayReopen(Date.now());
      deps.onMishap(mayReopen ? 'window' : 'window-given-up', reason);
      if (mayReopen) open();
      else if (!isAsking) void giveUp();
    },
    isAsking: () => isAsking,
    forget: limit.forget,
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
