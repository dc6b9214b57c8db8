import { describe, expect, it } from 'vitest';
import { SHORTCUTS, type ShortcutId, type ShortcutScope } from '../../renderer/shortcuts.ts';
import { type KeyPress, matches, showChord } from '../../renderer/ui/keys.ts';
import { shortcutFor } from '../../renderer/use-shortcuts.ts';

const press = (key: string, mods: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...mods,
});

describe('the shortcut registry', () => {
  it('gives no chord twice where both would work', () => {
    const ids = Object.keys(SHORTCUTS) as ShortcutId[];
    for (const scope of ['composer', 'queue', 'calendar'] as const) {
      const chords = ids
        .filter((id) => SHORTCUTS[id].scope === scope || SHORTCUTS[id].scope === 'everywhere')
        .flatMap((id) => [...SHORTCUTS[id].keys]);
      expect(new Set(chords).size).toBe(chords.length);
    }
  });

  it('uses single letters only where nobody writes: in the queue, the calendar and the activity', () => {
    const quiet: readonly ShortcutScope[] = ['queue', 'calendar', 'activity'];
    const outside = Object.values(SHORTCUTS).filter(({ scope }) => !quiet.includes(scope));
    expect(outside.flatMap(({ keys }) => [...keys]).filter((chord) => /^[a-z]$/i.test(chord))).toEqual([]);
  });

  it('finds the handler of a press', () => {
    const add = () => undefined;
    expect(shortcutFor(press('Enter', { ctrlKey: true }), { add })).toBe(add);
    expect(shortcutFor(press('Enter'), { add })).toBeUndefined();
  });
});

describe('chords', () => {
  it('means Ctrl by Mod, and the command key on a Mac', () => {
    expect(matches('Mod+Enter', press('Enter', { ctrlKey: true }), false)).toBe(true);
    expect(matches('Mod+Enter', press('Enter', { metaKey: true }), true)).toBe(true);
    expect(matches('Mod+Enter', press('Enter', { metaKey: true }), false)).toBe(false);
  });

  it('tells Shift apart for keys, not for signs that need it', () => {
    expect(matches('Mod+Enter', press('Enter', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(matches('?', press('?', { shiftKey: true }), false)).toBe(true);
  });

  it('shows them as the keyboard is labelled', () => {
    expect(showChord('Mod+Shift+Enter', false)).toBe('Ctrl+Shift+Enter');
    expect(showChord('Mod+Shift+Enter', true)).toBe('⌘⇧↩');
  });
});
