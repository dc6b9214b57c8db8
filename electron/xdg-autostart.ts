import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { autostartEntry, isEntryOn } from '../core/domain/autostart-entry.ts';
import type { LoginItem } from './login-item.ts';

export type XdgAutostartDeps = {
  readonly env: NodeJS.ProcessEnv;
  /** How Perch is started, without arguments of its own. */
  readonly command: readonly string[];
  /** Of the package's own entry, so that a desktop takes both for the same program. */
  readonly desktopName: string;
};

/** Electron has no login item on Linux: a file that desktops look for does it. */
export function createXdgAutostart({ env, command, desktopName }: XdgAutostartDeps): LoginItem {
  const config = env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
  const file = join(config, 'autostart', desktopName);
  // An AppImage runs from a folder that is gone after it; the image itself is what can be started again.
  const [first = '', ...others] = command;
  const entry = autostartEntry([env['APPIMAGE'] || first, ...others, '--hidden']);
  const refusal = refusalIn(env);

  const read = (): string | undefined => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  };
  const write = (): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, entry);
  };
  const isOn = (): boolean => {
    const found = read();
    return found !== undefined && isEntryOn(found);
  };

  return {
    view: () =>
      refusal === undefined
        ? { isOn: isOn(), canChange: true }
        : { isOn: false, canChange: false, note: refusal },
    set: (wanted) => {
      if (wanted) write();
      else rmSync(file, { force: true });
    },
    renew: () => {
      if (refusal === undefined && isOn() && read() !== entry) write();
    },
    wasOpened: () => false,
  };
}

/** Programs in these boxes do not see the folder that the desktop looks into. */
function refusalIn(env: NodeJS.ProcessEnv): string | undefined {
  if (env['FLATPAK_ID'])
    return 'In Flatpak Perch cannot set this itself: add it to the startup programs of your desktop.';
  if (env['SNAP'])
    return 'In a snap Perch cannot set this itself: add it to the startup programs of your desktop.';
  return undefined;
}
