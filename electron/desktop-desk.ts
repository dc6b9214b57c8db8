import { app, globalShortcut, webContents } from 'electron';
import type { Log } from '../core/ports/log.ts';
import type { DesktopApi, DesktopState } from '../core/rpc/desktop-contract.ts';
import type { SettingResult } from '../core/rpc/machinery.ts';
import type { Front } from './front.ts';
import { createLoginItem } from './login-item.ts';
import { createQuickKeys } from './quick-keys.ts';
import type { SettingsFile } from './settings.ts';

export type DesktopDeskDeps = {
  readonly settings: SettingsFile;
  readonly log: Log;
  /** It comes later. */
  readonly front: () => Pick<Front, 'compose' | 'refresh'>;
};

/** Perch's place on the desktop: start with the session, keys for a new post, size of what is shown. */
export type DesktopDesk = {
  /** When Electron is ready. */
  start(): void;
  /** Nobody asked for a window: Perch starts with the session, or was told so. */
  isHiddenStart(): boolean;
  setZoom(percent: number): void;
  state(): DesktopState;
  readonly api: DesktopApi;
};

export function createDesktopDesk({ settings, log, front }: DesktopDeskDeps): DesktopDesk {
  const login = createLoginItem();
  const isWayland = process.platform === 'linux' && process.env['XDG_SESSION_TYPE'] === 'wayland';
  const keys = createQuickKeys({ keys: globalShortcut, press: () => front().compose(), isWayland });
  let keysProblem: string | undefined;
  const onChange = (): void => front().refresh();

  const setZoom = (percent: number): void => {
    settings.set('zoom', percent);
    for (const contents of webContents.getAllWebContents()) contents.setZoomFactor(percent / 100);
    onChange();
  };
  const noteKeys = (result: SettingResult): SettingResult => {
    keysProblem = result.kind === 'refused' ? result.message : undefined;
    if (keysProblem !== undefined) log.warn('keys for a new post were refused', { why: keysProblem });
    return result;
  };
  app.on('web-contents-created', (_event, contents) => {
    contents.on('dom-ready', () => contents.setZoomFactor(settings.get('zoom') / 100));
  });
  app.on('will-quit', keys.release);

  return {
    start: () => {
      login.renew();
      noteKeys(keys.set(settings.get('quickKeys')));
    },
    isHiddenStart: () =>
      process.env['PERCH_HIDDEN'] === '1' || process.argv.includes('--hidden') || login.wasOpened(),
    setZoom,
    state: () => ({
      login: login.view(),
      loginAsked: settings.get('loginAsked'),
      zoom: settings.get('zoom'),
      quickKeys: settings.get('quickKeys'),
      ...(keysProblem !== undefined && { quickKeysProblem: keysProblem }),
    }),
    api: {
      setLogin: async (isOn) => {
        const result = trySetting(() => login.set(isOn));
        settings.set('loginAsked', true);
        onChange();
        return result;
      },
      dismissLoginHint: async () => {
        settings.set('loginAsked', true);
        onChange();
      },
      setZoom: async (percent) => setZoom(percent),
      setQuickKeys: async (wanted) => {
        const result = noteKeys(keys.set(wanted));
        if (result.kind === 'ok') settings.set('quickKeys', wanted);
        onChange();
        return result;
      },
    },
  };
}

function trySetting(set: () => void): SettingResult {
  try {
    set();
    return { kind: 'ok' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', message: `The system did not take it (${why}). Set it in its own settings.` };
  }
}
