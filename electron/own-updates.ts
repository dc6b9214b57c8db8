import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { createSystemClock } from '../core/adapters/system/clock.ts';
import type { Instant } from '../core/domain/time.ts';
import type { Log } from '../core/ports/log.ts';
import type { Publishing } from './publishing.ts';
import type { SettingsFile } from './settings.ts';
import { createUpdates, type Updates, type UpdatesDeps } from './updates.ts';

export type OwnUpdatesDeps = Pick<UpdatesDeps, 'endThen'> & {
  readonly log: Log;
  readonly settings: SettingsFile;
  readonly now: () => Instant;
};

/** The updates of this app, as it was installed here. */
export function createOwnUpdates(
  { log, settings, now, endThen }: OwnUpdatesDeps,
  publishing: Pick<Publishing, 'inFlight' | 'nextDue'>,
  onChange: () => void,
): Updates {
  // Only what is not packaged takes a feed of a test.
  const config = app.isPackaged ? undefined : process.env['PERCH_UPDATE_CONFIG'];
  return createUpdates({
    settings,
    log,
    clock: createSystemClock(),
    way: config === undefined ? wayHere() : 'here',
    open: async () => {
      const { openUpdater } = await import('./updater.ts');
      return openUpdater({
        log: (words) => log.info('the updater said', { words: String(words) }),
        ...(config !== undefined && { config }),
      });
    },
    inFlight: publishing.inFlight,
    nextDue: publishing.nextDue,
    now,
    endThen: (leave) =>
      endThen(() => {
        // The new one is started before this one is gone.
        app.releaseSingleInstanceLock();
        leave();
      }),
    onChange,
  });
}

/** An installed deb or rpm belongs to the package manager, an unpacked folder to whoever unpacked it. */
function wayHere(): UpdatesDeps['way'] {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return 'none';
  return process.platform !== 'linux' || process.env['APPIMAGE'] ? 'here' : 'elsewhere';
}
