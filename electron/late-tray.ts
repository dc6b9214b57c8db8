import { app } from 'electron';
import type { TraySummary } from '../core/rpc/worker-messages.ts';
import { createSystemTray } from './system-tray.ts';
import { createPerchTray, type PerchTray } from './tray.ts';
import { watchTrayHost } from './tray-host.ts';
import type { TrayCommand } from './tray-state.ts';
import { createTimeFormat } from './tray-time.ts';
import type { WorkerStatus } from './worker-supervision.ts';

/** The tray, also before it is open: what is set then is shown later. */
export type LateTray = Pick<PerchTray, 'setWorker' | 'setSummary' | 'destroy'> & {
  open(onCommand: (command: TrayCommand) => void, onSeenChange: () => void): Promise<void>;
  /** Somebody can see the icon, so Perch may live in the tray. */
  isSeen(): boolean;
};

export function createLateTray(): LateTray {
  let tray: PerchTray | undefined;
  let worker: WorkerStatus = { state: 'starting' };
  let summary: TraySummary | undefined;
  let isSeen = false;
  return {
    setWorker: (status) => {
      worker = status;
      tray?.setWorker(status);
    },
    setSummary: (latest) => {
      summary = latest;
      tray?.setSummary(latest);
    },
    open: async (onCommand, onSeenChange) => {
      const formatTime = createTimeFormat(app.getSystemLocale(), Date.now);
      const opened = createPerchTray({ createTray: () => createSystemTray(onCommand), formatTime });
      tray = opened;
      opened.setWorker(worker);
      if (summary) opened.setSummary(summary);
      await watchHost(opened, (seen) => {
        isSeen = seen;
        onSeenChange();
      });
    },
    isSeen: () => isSeen,
    destroy: () => tray?.destroy(),
  };
}

/** An icon that was made while there was no panel never finds its way into one that comes later. */
async function watchHost(tray: PerchTray, onChange: (seen: boolean) => void): Promise<void> {
  let last: boolean | undefined;
  let isLost = false;
  await watchTrayHost(process.platform, process.env, (seen) => {
    if (seen === last) return;
    isLost ||= last === undefined && !seen;
    last = seen;
    if (seen && isLost) {
      isLost = false;
      tray.recreate();
    }
    onChange(seen);
  });
}
