// docs/shortcuts.md, made of the registry that the window goes by.
import { SHORTCUTS, type ShortcutScope } from '../renderer/shortcuts.ts';
import { strings } from '../renderer/strings.ts';
import { showChord } from '../renderer/ui/keys.ts';

const INTRO = `# Keyboard shortcuts

Made by \`npm run docs\` from the registry that the window goes by; a test fails when this page is not up to date.
In the window, \`?\` shows the same list. Single letters work while a post, a day or the list has the focus, so that
they never get in the way of typing.`;

/** The whole page. */
export function shortcutsPage(): string {
  const scopes = Object.keys(strings.scopes) as ShortcutScope[];
  return `${[INTRO, ...scopes.map(section)].join('\n\n')}\n`;
}

function section(scope: ShortcutScope): string {
  const rows = Object.values(SHORTCUTS)
    .filter((shortcut) => shortcut.scope === scope)
    .map(({ label, keys }) => `| ${label} | ${keysOf(keys, false)} | ${keysOf(keys, true)} |`);
  const head = ['| What | Linux, Windows | macOS |', '| --- | --- | --- |'];
  return `## ${strings.scopes[scope]}\n\n${[...head, ...rows].join('\n')}`;
}

const keysOf = (keys: readonly string[], mac: boolean): string =>
  keys.map((chord) => `\`${showChord(chord, mac).replace(/[a-z]$/, capitalOf)}\``).join(' ');

/** As it is printed on the key; names such as Enter and Esc stay. */
const capitalOf = (letter: string, at: number, chord: string): string =>
  /[a-z]/i.test(chord.charAt(at - 1)) ? letter : letter.toUpperCase();
