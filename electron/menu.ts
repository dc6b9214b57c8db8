import { app, Menu, type MenuItemConstructorOptions } from 'electron';

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
function applicationMenu(isMac: boolean, isPackaged: boolean): readonly MenuItemConstructorOptions[] {
  return [
    isMac ? { role: 'appMenu' } : FILE,
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : DEVELOPER),
      ],
    },
    { role: 'windowMenu' },
  ];
}

export function installMenu(): void {
  const template = applicationMenu(process.platform === 'darwin', app.isPackaged);
  Menu.setApplicationMenu(Menu.buildFromTemplate([...template]));
}
