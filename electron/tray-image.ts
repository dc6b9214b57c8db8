import type { TrayState } from './tray-state.ts';

/** How an icon stands out from the bar that it is in. */
export type TrayLook = 'outlined' | 'onDark' | 'onLight' | 'template';

/**
 * macOS colours a template itself; Windows tells how dark its taskbar is; on Linux nobody does, so that the icon
 * has an outline.
 */
export function trayLook(platform: NodeJS.Platform, isBarDark: boolean): TrayLook {
  if (platform === 'darwin') return 'template';
  if (platform === 'win32') return isBarDark ? 'onDark' : 'onLight';
  return 'outlined';
}

/** In the folder `tray` beside main. macOS knows a template by the end of its name. */
export function trayImageFile(state: TrayState, look: TrayLook): string {
  if (look === 'template') return `${state}Template.png`;
  if (look === 'outlined') return `${state}.png`;
  return `${state}-${look === 'onDark' ? 'dark' : 'light'}.ico`;
}
