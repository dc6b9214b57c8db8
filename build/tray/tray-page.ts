import { TRAY_STATES, type TrayState } from '../../electron/tray-state.ts';
import { toPng } from '../package/image-files.ts';
import { drawTrayIcon } from './tray-icons.ts';

const MEANINGS: Readonly<Record<TrayState, readonly [sign: string, meaning: string]>> = {
  healthy: ['no sign', 'Posts go out at their times.'],
  sandbox: ['a box', 'The same, and nothing goes to X: posts stay in the sandbox on this computer.'],
  starting: ['three dots', 'Perch has just been started.'],
  publishing: ['an arrow', 'A post is on its way, or Perch looks whether one arrived.'],
  paused: ['two bars', 'Publishing is paused, or posts are being moved to another storage.'],
  offline: ['a crossed ring', 'This computer has no network. Posts wait for it, within their late windows.'],
  attention: ['a triangle', 'Something waits for you: the menu says what, and how many posts need you.'],
  error: ['an octagon', 'Nothing is published. The menu says why.'],
};

const picture = (state: TrayState): string => `tray/${state}.png`;

/** docs/tray.md */
export function trayPage(): string {
  const rows = Object.entries(MEANINGS).map(
    ([state, [sign, meaning]]) => `| ![${sign}](${picture(state as TrayState)}) | ${sign} | ${meaning} |`,
  );
  return [
    '# The icon in the tray',
    '',
    '<!-- Written by `npm run docs` from build/tray/. -->',
    '',
    'It always shows the worst that is true. Signs differ by shape, so that nobody needs their colours. On macOS it',
    'is one colour, on Windows it follows the taskbar, on Linux it has an outline.',
    '',
    '| icon | sign | means |',
    '|---|---|---|',
    ...rows,
    '',
    'The tooltip counts: what is queued, when the next post leaves, when the last one did. The first line of the',
    'menu says how it is, for desktops that show no tooltip. All that the menu offers is in the window as well',
    '(Ctrl+K). **Publish next now** opens the window and gives ten seconds to undo it.',
    '',
    'A click opens the window; on macOS it opens the menu. Where no tray can be seen, closing the window quits Perch,',
    'and a Perch whose tray went away shows its window.',
    '',
  ].join('\n');
}

/** The pictures of the page, by their paths beside it. */
export function trayPictures(): ReadonlyMap<string, Buffer> {
  return new Map(
    TRAY_STATES.map((state) => [picture(state), toPng(drawTrayIcon(state, 'outlined', 44))] as const),
  );
}
