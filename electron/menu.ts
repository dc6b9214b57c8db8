import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { NO_ZOOM, nextZoom } from '../core/domain/zoom.ts';

export type MenuDeps = {
  /** Percent. */
  readonly zoom: () => number;
  readonly setZoom: (percent: number) => void;
};

/** Electron's own would forget it, and treat each window for itself. */
function zoomItems({ zoom, setZoom }: MenuDeps): readonly MenuItemConstructorOptions[] {
  const step = (direction: 1 | -1) => () => setZoom(nextZoom(zoom(), direction));
  const larger = { click: step(1), visible: false, acceleratorWorksWhenHidden: true };
  return [
    { id: 'zoomReset', label: 'Actual Size', accelerator: 'CmdOrCtrl+0', click: () => setZoom(NO_ZOOM) },
    { id: 'zoomIn', label: 'Zoom In', accelerator: 'CmdOrCtrl+Plus', click: step(1) },
    // The plus of most keyboards needs Shift, and nobody presses it for this.
    { ...larger, label: 'Zoom In', accelerator: 'CmdOrCtrl+=' },
    { id: 'zoomOut', label: 'Zoom Out', accelerator: 'CmdOrCtrl+-', click: step(-1) },
  ];
}

const DEVELOPER: readonly MenuItemConstructorOptions[] = [
  { type: 'separator' },
  { role: 'reload' },
  { role: 'toggleDevTools' },
];

const FILE: MenuItemConstructorOptions = {
  label: 'File',
  submenu: [{ role: 'close' }, { role: 'quit' }],
};

/** The application menu, as data. Without it the clipboard's shortcuts do not work on macOS. */
function applicationMenu(
  isMac: boolean,
  isPackaged: boolean,
  zoom: MenuDeps,
): readonly MenuItemConstructorOptions[] {
  return [
    isMac ? { role: 'appMenu' } : FILE,
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        ...zoomItems(zoom),
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : DEVELOPER),
      ],
    },
    { role: 'windowMenu' },
  ];
}

export function installMenu(deps: MenuDeps): void {
  const template = applicationMenu(process.platform === 'darwin', app.isPackaged, deps);
  Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
}
