import { isAccelerator } from '../core/domain/accelerator.ts';
import type { SettingResult } from '../core/rpc/machinery.ts';

/** What of Electron's globalShortcut it takes. */
export type GlobalKeys = {
  register(keys: string, press: () => void): boolean;
  unregister(keys: string): void;
};

export type QuickKeysDeps = {
  readonly keys: GlobalKeys;
  readonly press: () => void;
  readonly isWayland: boolean;
};

/** The keys that open a new post wherever a person is. None until `set`. */
export type QuickKeys = {
  /** Takes these instead of the last ones, which stay when they are refused. */
  set(keys: string | null): SettingResult;
  /** Nobody else gets them as long as Perch runs. */
  release(): void;
};

const NONE =
  'These keys do not work everywhere: take Ctrl, Alt or Super together with a letter, a digit or F1 to F24.';
const TAKEN = 'The system did not give these keys to Perch: another program has them. Choose others.';
const WAYLAND =
  'On Wayland the desktop decides about keys, and it did not give these to Perch. Set them there, for the command of Perch with --new-post.';

export function createQuickKeys({ keys, press, isWayland }: QuickKeysDeps): QuickKeys {
  let held: string | null = null;

  const register = (wanted: string): boolean => {
    try {
      return keys.register(wanted, press);
    } catch {
      return false;
    }
  };
  const release = (): void => {
    if (held !== null) keys.unregister(held);
    held = null;
  };

  return {
    set: (wanted) => {
      if (wanted === held) return { kind: 'ok' };
      if (wanted !== null && !isAccelerator(wanted)) return { kind: 'refused', message: NONE };
      if (wanted !== null && !register(wanted))
        return { kind: 'refused', message: isWayland ? WAYLAND : TAKEN };
      release();
      held = wanted;
      return { kind: 'ok' };
    },
    release,
  };
}
