import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron';
import type { TrayIcon } from './tray.ts';
import { drawTrayIcon } from './tray-icon.ts';
import type { TrayCommand, TrayMenuItem, TrayState } from './tray-state.ts';

/** Pixels at scale 1: what Linux panels take, and what Windows and macOS show. */
const SIZE = process.platform === 'linux' ? 24 : 16;
const SCALES = [1.25, 1.5, 2] as const;

/** Perch's icon in the system's tray. */
export function createSystemTray(onCommand: (command: TrayCommand) => void): TrayIcon {
  const tray = new Tray(imageFor('starting'));
  // On Linux this is an "activate" of the panel; panels never send a right click, they read the menu.
  tray.on('click', () => onCommand('open'));
  return {
    show: ({ state, tooltip, menu }) => {
      tray.setImage(imageFor(state));
      tray.setToolTip(tooltip);
      tray.setContextMenu(Menu.buildFromTemplate(menu.map((item) => menuItem(item, onCommand))));
    },
    destroy: () => tray.destroy(),
  };
}

function menuItem(item: TrayMenuItem, onCommand: (command: TrayCommand) => void): MenuItemConstructorOptions {
  if (item === 'separator') return { type: 'separator' };
  const { label, command } = item;
  // An ampersand would be read as a mark of the next letter.
  const text = label.replaceAll('&', '&&');
  return command === undefined
    ? { label: text, enabled: false }
    : { label: text, click: () => onCommand(command) };
}

function imageFor(state: TrayState): NativeImage {
  const image = nativeImage.createFromBitmap(drawTrayIcon(state, SIZE), { width: SIZE, height: SIZE });
  for (const scaleFactor of SCALES) {
    const pixels = Math.round(SIZE * scaleFactor);
    image.addRepresentation({
      scaleFactor,
      width: pixels,
      height: pixels,
      buffer: drawTrayIcon(state, pixels),
    });
  }
  return image;
}
