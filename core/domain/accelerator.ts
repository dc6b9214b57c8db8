/** A press of keys, as a page hears of it. */
export type KeysPressed = {
  /** The place on the keyboard, such as `KeyP`. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
};

const NAMED: Readonly<Record<string, string>> = { Space: 'Space', Enter: 'Return', Insert: 'Insert' };
const MODIFIERS = ['Control', 'Alt', 'Shift', 'Super'] as const;
const KEY = '(?:[A-Z0-9]|F(?:[1-9]|1\\d|2[0-4])|Space|Return|Insert)';
const ACCELERATOR = new RegExp(`^(?:(?:Control|Alt|Shift|Super)\\+){1,4}${KEY}$`);

/**
 * The keys as Electron writes them (`Control+Shift+P`); undefined while they are none that can work everywhere:
 * a letter that no Control, Alt or Super goes with would be taken from all typing.
 */
export function acceleratorOf(press: KeysPressed): string | undefined {
  const { code, ctrlKey, altKey, shiftKey, metaKey } = press;
  const [, letter] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? [];
  const key = letter ?? NAMED[code] ?? (/^F\d+$/.test(code) ? code : undefined);
  if (key === undefined) return undefined;
  const held = [ctrlKey, altKey, shiftKey, metaKey];
  const written = [...MODIFIERS.filter((_, i) => held[i]), key].join('+');
  return isAccelerator(written) ? written : undefined;
}

export function isAccelerator(text: string): boolean {
  const names = text.split('+');
  const isTwice = new Set(names).size < names.length;
  return ACCELERATOR.test(text) && !isTwice && /Control|Alt|Super/.test(text);
}
