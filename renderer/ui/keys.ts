/** A key with its modifiers as the registry writes it: `Mod+Shift+Enter`. Mod is Ctrl, on a Mac the command key. */
export type Chord = string;

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const MAC_SIGNS: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Delete: '⌫',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};
const OTHER_SIGNS: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  Delete: 'Del',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

export function isMac(platform: string = globalThis.navigator?.platform ?? ''): boolean {
  return platform.startsWith('Mac');
}

/** Whether a key press is this chord. Characters that need Shift on some keyboards (`?`, `#`) ignore Shift. */
export function matches(chord: Chord, press: KeyPress, mac: boolean = isMac()): boolean {
  const keys = chord.split('+');
  const key = keys.at(-1) ?? '';
  const mod = mac ? press.metaKey : press.ctrlKey;
  const otherMod = mac ? press.ctrlKey : press.metaKey;
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return (
    (press.key === ' ' ? 'space' : press.key.toLowerCase()) === key.toLowerCase() &&
    mod === keys.includes('Mod') &&
    !otherMod &&
    press.altKey === keys.includes('Alt') &&
    (isSign || press.shiftKey === keys.includes('Shift'))
  );
}

/** The chord as keys are labelled on this computer. */
export function showChord(chord: Chord, mac: boolean = isMac()): string {
  const signs = mac ? MAC_SIGNS : OTHER_SIGNS;
  const shown = chord.split('+').map((key) => signs[key] ?? key);
  return shown.join(mac ? '' : '+');
}
