import { join } from 'node:path';
import { app, Menu, nativeTheme, net, Tray } from 'electron';
import { createSystemClock } from '../core/adapters/system/clock.ts';
import type { Instant } from '../core/domain/time.ts';
import { createLateTray, type LateTray } from './late-tray.ts';
import { createSystemTray, type TraySystem } from './system-tray.ts';
import { watchTrayHost } from './tray-host.ts';
import { createTrayTimes } from './tray-time.ts';

export type OwnTrayDeps = {
  readonly inSandbox: () => boolean;
  /** The worker's time: that of a demo is its own. */
  readonly now: () => Instant;
};

/** The tray of this system. */
export function createOwnTray({ inSandbox, now }: OwnTrayDeps): LateTray {
  return createLateTray({
    createIcon: (onCommand) => createSystemTray(SYSTEM, onCommand),
    // The system tells its locale only when Electron is ready.
    times: () => createTrayTimes(app.getSystemLocale(), now),
    surroundings: () => ({ sandbox: inSandbox(), online: net.isOnline() }),
    watchHost: (onChange) => watchTrayHost(process.platform, process.env, onChange),
    clock: createSystemClock(),
  });
}

type BarTheme = Pick<typeof nativeTheme, 'shouldUseDarkColors'> & {
  readonly shouldUseDarkColorsForSystemIntegratedUI?: boolean;
};

const SYSTEM: TraySystem = {
  platform: process.platform,
  pictures: join(import.meta.dirname, 'tray'),
  makeTray: (picture) => new Tray(picture),
  makeMenu: (template) => Menu.buildFromTemplate(template),
  isBarDark: () => {
    // Electron 33 does not tell; the window's own theme would be wrong only where it differs from the system's.
    const theme: BarTheme = nativeTheme;
    return theme.shouldUseDarkColorsForSystemIntegratedUI ?? theme.shouldUseDarkColors;
  },
  onBarChange: (listener) => {
    nativeTheme.on('updated', listener);
    return () => nativeTheme.off('updated', listener);
  },
};
