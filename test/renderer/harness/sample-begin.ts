import { DEFAULT_NOTICES } from '../../../core/domain/notices.ts';
import type { BeginApi } from '../../../core/rpc/begin-contract.ts';
import type { DesktopApi } from '../../../core/rpc/desktop-contract.ts';
import type { NoticeApi } from '../../../core/rpc/notice-contract.ts';
import type { ShellApi, ShellState } from '../../../core/rpc/shell-contract.ts';
import type { SignInApi } from '../../../core/rpc/sign-in-contract.ts';

type Simple =
  | 'setTheme'
  | 'setSpelling'
  | 'setKeepAwake'
  | 'setCloseToTray'
  | 'dismissTrayHint'
  | 'openLink'
  | 'copyLink'
  | 'copyText'
  | 'fitHeight'
  | keyof NoticeApi
  | keyof DesktopApi;

/** Beginning and files as main would do it, and what main does out of the window's sight. */
export function sampleBeginnings(
  setShell: (patch: Partial<ShellState>) => void,
): Omit<BeginApi, keyof SignInApi> & Pick<ShellApi, Simple> {
  return {
    startSandbox: async () => setShell({ started: true, sandbox: true }),
    setSpeed: async (speed) => setShell({ demo: { speed, real: Date.now(), simulated: Date.now() } }),
    leaveSandbox: async () => setShell({ started: false, sandbox: false }),
    start: async (keptPlan) => setShell({ started: true, keptPlan }),
    runFileJob: async ({ kind }) => {
      setShell({ fileJob: { kind, phase: 'asking', posts: 0 } });
      setShell({
        fileJob: { kind, phase: 'done', posts: 12, kept: 2, name: 'perch-2026-11-21.perchbackup' },
      });
      return true;
    },
    setTheme: async (theme) => setShell({ theme }),
    setSpelling: async (spelling) => setShell({ spelling }),
    setCloseToTray: async (on) => setShell({ closeToTray: on }),
    setKeepAwake: async (on) => setShell({ keepAwake: on ? 'on' : 'off' }),
    dismissTrayHint: async () => setShell({ trayHintSeen: true }),
    openLink: async () => undefined,
    copyLink: async () => undefined,
    copyText: async () => undefined,
    fitHeight: async () => undefined,
    setNotice: async (kind, isOn) => setShell({ notices: { ...DEFAULT_NOTICES, [kind]: isOn } }),
    setLogin: async (isOn) => {
      setShell({ login: { isOn, canChange: true }, loginAsked: true });
      return { kind: 'ok' };
    },
    dismissLoginHint: async () => setShell({ loginAsked: true }),
    setZoom: async (zoom) => setShell({ zoom }),
    setQuickKeys: async (quickKeys) => {
      setShell({ quickKeys });
      return { kind: 'ok' };
    },
    testNotice: async () => undefined,
    seen: async () => undefined,
  };
}
