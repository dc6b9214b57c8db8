import { app } from 'electron';
import type { LoginView } from '../core/rpc/desktop-contract.ts';
import { createXdgAutostart } from './xdg-autostart.ts';

/** Perch's place among what starts with the session. */
export type LoginItem = {
  view(): LoginView;
  /** @throws when the system does not take it */
  set(isOn: boolean): void;
  /** What is on starts this Perch, wherever it is by now. */
  renew(): void;
  /** This start of Perch is one with the session. */
  wasOpened(): boolean;
};

/** `Windows`: quoted there by Electron; without `--hidden` a person would get a window at every login. */
const OPTIONS = { path: process.execPath, args: ['--hidden'] };

export function createLoginItem(): LoginItem {
  if (process.platform !== 'linux') return createSystemLoginItem();
  const command = process.defaultApp ? [process.execPath, app.getAppPath()] : [process.execPath];
  return createXdgAutostart({ env: process.env, command, desktopName: 'perch.desktop' });
}

function createSystemLoginItem(): LoginItem {
  const isMac = process.platform === 'darwin';
  const read = () => app.getLoginItemSettings(isMac ? {} : OPTIONS);
  return {
    view: () => viewOf(read()),
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, ...(!isMac && OPTIONS) }),
    renew: () => undefined,
    wasOpened: () => isMac && read().wasOpenedAtLogin,
  };
}

type SystemView = Pick<Electron.LoginItemSettings, 'openAtLogin' | 'executableWillLaunchAtLogin' | 'status'>;

/** What the system says of it, in the words of a person. */
export function viewOf({ openAtLogin, executableWillLaunchAtLogin, status }: Partial<SystemView>): LoginView {
  const isOn = openAtLogin ?? false;
  if (status === 'requires-approval')
    return { isOn, canChange: true, note: 'Allow Perch in System Settings > General > Login Items.' };
  if (isOn && executableWillLaunchAtLogin === false)
    return { isOn, canChange: true, note: 'It is disabled in Task Manager > Startup apps: enable it there.' };
  return { isOn, canChange: true };
}
