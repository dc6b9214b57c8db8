import { expect } from 'vitest';
import { drawTrayIcon } from '../../build/tray/tray-icons.ts';
import { TRAY_STATES, type TrayState } from '../../electron/tray-state.ts';
import type { FakeTrayHost, TrayEntry, TrayPixmap } from '../fakes/tray-host.ts';
import { eventually, PATIENCE } from './fixtures.ts';

/** A panel gets the larger of the two pictures. */
const SIZE = 44;
const PICTURES = new Map(
  TRAY_STATES.map((state) => [state, drawTrayIcon(state, 'outlined', SIZE).pixels] as const),
);

/** The state whose picture a panel has, by its pixels. */
function stateOf({ size, pixels }: TrayPixmap): TrayState | 'none' {
  if (size !== SIZE) return 'none';
  const isShown = (state: TrayState): boolean => {
    const drawn = PICTURES.get(state) ?? Buffer.alloc(0);
    let difference = 0;
    for (let i = 0; i < size * size; i++) {
      const [alpha = 0, red = 0, green = 0, blue = 0] = pixels.subarray(i * 4, i * 4 + 4);
      const [r = 0, g = 0, b = 0, a = 0] = drawn.subarray(i * 4, i * 4 + 4);
      // What is almost clear has almost no colour.
      const colours = Math.max(Math.abs(red - r), Math.abs(green - g), Math.abs(blue - b)) * (a / 255);
      difference = Math.max(difference, Math.abs(alpha - a), colours);
    }
    return difference < 8;
  };
  return TRAY_STATES.find(isShown) ?? 'none';
}

/** Resolves when the icon is that of the state. */
export async function shows(host: FakeTrayHost, state: TrayState): Promise<void> {
  const look = async () => stateOf(await host.item().pixmap());
  await expect.poll(look, { timeout: PATIENCE, interval: 50 }).toBe(state);
}

export const tooltipSays = (host: FakeTrayHost, words: RegExp): Promise<void> =>
  expect.poll(() => host.item().tooltip(), { timeout: PATIENCE }).toMatch(words);

/** Of the menu, with what is in its menus. */
export const labelsOf = (entries: readonly TrayEntry[]): readonly string[] =>
  entries.flatMap(({ label, entries: under }) => [label, ...labelsOf(under).map((each) => `> ${each}`)]);

/** As soon as the menu has an entry that begins so, also when it is made anew just then. */
export async function choose(host: FakeTrayHost, beginning: string): Promise<void> {
  const look = async (): Promise<true | undefined> => {
    const entries = (await host.item().menu()).flatMap((entry) => [entry, ...entry.entries]);
    const label = entries.find((entry) => entry.label.startsWith(beginning))?.label;
    if (label === undefined) return undefined;
    await host.item().choose(label);
    return true;
  };
  await eventually(`“${beginning}” in the tray's menu`, () => look().catch(() => undefined));
}
