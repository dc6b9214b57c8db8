import { join } from 'node:path';
import type { Menu, MenuItemConstructorOptions, Tray } from 'electron';
import type { TrayIcon } from './tray.ts';
import { trayImageFile, trayLook } from './tray-image.ts';
import type { TrayCommand, TrayMenuItem } from './tray-menu.ts';
import type { TrayState } from './tray-state.ts';

/** The system, as far as an icon in its tray needs it. */
export type TraySystem = {
  readonly platform: NodeJS.Platform;
  /** The folder of the icons. */
  readonly pictures: string;
  readonly makeTray: (
    picture: string,
  ) => Pick<Tray, 'setImage' | 'setToolTip' | 'setContextMenu' | 'on' | 'destroy'>;
  readonly makeMenu: (template: MenuItemConstructorOptions[]) => Menu;
  /** The bar that the icon is in, where that can be known. */
  readonly isBarDark: () => boolean;
  /** Returns the way out. */
  readonly onBarChange: (listener: () => void) => () => void;
};

/** Perch's icon in the system's tray. */
export function createSystemTray(system: TraySystem, onCommand: (command: TrayCommand) => void): TrayIcon {
  const imageOf = (state: TrayState): string =>
    join(system.pictures, trayImageFile(state, trayLook(system.platform, system.isBarDark())));
  let current: TrayState = 'starting';
  const tray = system.makeTray(imageOf(current));
  // On macOS any click opens the menu. On Linux this is an "activate" of the panel, which never sends a right click
  // but reads the menu. A double click on Windows begins with a click, which does what it would do, without a wait.
  if (system.platform !== 'darwin') tray.on('click', () => onCommand({ kind: 'open' }));
  const leave = system.onBarChange(() => tray.setImage(imageOf(current)));
  return {
    show: ({ state, tooltip, menu }) => {
      if (state !== undefined) {
        current = state;
        tray.setImage(imageOf(state));
      }
      if (tooltip !== undefined) tray.setToolTip(tooltip);
      if (menu) tray.setContextMenu(system.makeMenu(menu.map((item) => menuItem(item, onCommand))));
    },
    destroy: () => {
      leave();
      tray.destroy();
    },
  };
}

function menuItem(item: TrayMenuItem, onCommand: (command: TrayCommand) => void): MenuItemConstructorOptions {
  if (item === 'separator') return { type: 'separator' };
  // An ampersand would be read as a mark of the next letter.
  const label = item.label.replaceAll('&', '&&');
  if ('submenu' in item) return { label, submenu: item.submenu.map((each) => menuItem(each, onCommand)) };
  const { command } = item;
  return command ? { label, click: () => onCommand(command) } : { label, enabled: false };
}
