import { app } from 'electron';
import { createSystemTray } from './system-tray.ts';
import { createPerchTray, type PerchTray } from './tray.ts';
import { watchTrayHost } from './tray-host.ts';
import type { TrayCommand } from './tray-state.ts';
import { createTimeFormat } from './tray-time.ts';

export type RunningTray = PerchTray & {
  /** Somebody can see the icon, so Perch may live in the tray. */
  isSeen(): boolean;
};

/** Shows the tray icon, again when a tray comes late: an icon made without one never finds its way there. */
export async function startTray(
  onCommand: (command: TrayCommand) => void,
  onSeenChange: () => void,
): Promise<RunningTray> {
  const formatTime = createTimeFormat(app.getSystemLocale(), Date.now);
  const tray = createPerchTray({ createTray: () => createSystemTray(onCommand), formatTime });
  let isSeen: boolean | undefined;
  let madeUnseen = false;
  await watchTrayHost(process.platform, process.env, (present) => {
    if (present === isSeen) return;
    const isFirst = isSeen === undefined;
    isSeen = present;
    if (isFirst) madeUnseen = !present;
    else if (present && madeUnseen) {
      madeUnseen = false;
      tray.recreate();
    }
    onSeenChange();
  });
  return { ...tray, isSeen: () => isSeen === true };
}
