import { join } from 'node:path';
import { app, dialog } from 'electron';
import { ensureHome, resolveHome } from '../core/adapters/system/home.ts';

/**
 * Makes the home folder this app's own: settings, store and Chromium's files are in it, and one instance holds
 * it. Undefined when Perch must leave: another instance runs (it shows its window), or the folder is unusable.
 */
export function claimHome(): string | undefined {
  app.setName('Perch');
  try {
    const home = ensureHome(resolveHome(process.env, process.platform));
    app.setPath('userData', home);
    app.setPath('sessionData', join(home, 'chromium'));
    if (app.requestSingleInstanceLock()) return home;
    console.log(`Perch is running already, with ${home}: its window was brought to the front.`);
    app.exit(0);
  } catch (error) {
    // Before Electron is ready, Linux gets this on stderr instead of a box.
    dialog.showErrorBox('Perch cannot start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  }
  return undefined;
}
