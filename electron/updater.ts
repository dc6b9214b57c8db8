import { app, autoUpdater as native } from 'electron';
import electronUpdater, { type AppUpdater } from 'electron-updater';
import { isVersion, plainNotes } from './update-notes.ts';
import type { Updater } from './updates.ts';

export type UpdaterOptions = {
  readonly log: (words: string) => void;
  /** A file in place of the app's own `app-update.yml`; only while it is not packaged. */
  readonly config?: string;
};

/**
 * electron-updater, as Perch wants it: nothing by itself, nothing older, no web installers. It checks the SHA-512
 * of the feed, and on Windows and macOS the signature of the publisher.
 */
export function openUpdater({ log, config }: UpdaterOptions): Updater {
  // A bundle of its own for CommonJS: its parts are chosen by the system when they are asked for.
  const updater: AppUpdater = electronUpdater.autoUpdater;
  Object.assign(updater, {
    autoDownload: false,
    autoInstallOnAppQuit: false,
    allowDowngrade: false,
    allowPrerelease: false,
    disableWebInstaller: true,
    logger: { info: log, warn: log, error: log, debug: () => undefined },
  } satisfies Partial<AppUpdater> & { logger: object });
  if (config !== undefined && !app.isPackaged) {
    updater.forceDevUpdateConfig = true;
    updater.disableDifferentialDownload = true;
    updater.updateConfigPath = config;
  }
  // Whoever waits for an answer gets it; without a listener it would be thrown.
  updater.on('error', () => undefined);
  return {
    check: async () => {
      const result = await updater.checkForUpdates();
      if (!result?.isUpdateAvailable) return undefined;
      const { version, releaseNotes } = result.updateInfo;
      if (!isVersion(version)) throw new Error('The feed names no version.');
      return { version, notes: plainNotes(releaseNotes) };
    },
    download: async (onProgress) => {
      const hear = ({ percent }: { readonly percent: number }): void => onProgress(percent);
      updater.on('download-progress', hear);
      await updater.downloadUpdate().finally(() => updater.off('download-progress', hear));
    },
    install: () => {
      native.removeAllListeners('before-quit-for-update');
      updater.quitAndInstall(false, true);
    },
  };
}
