import { readFileSync } from 'node:fs';
import { type TrayLook, trayImageFile, trayLook } from '../../electron/tray-image.ts';
import { TRAY_STATES, type TrayState } from '../../electron/tray-state.ts';
import { ICON_SVG } from '../package/icons.ts';
import { type Picture, toIco, toPng } from '../package/image-files.ts';
import { placeBird, readBird } from './bird.ts';
import { grow, type Shape, scaled, without } from './shapes.ts';
import { placeOf, SIGNS } from './signs.ts';

type Colour = readonly [red: number, green: number, blue: number];
type Layer = { readonly shape: Shape; readonly colour: Colour };

/** Of the outline, in pixels of the small picture. */
const EDGE = 1;

const BLACK: Colour = [0, 0, 0];
const INK: Colour = [28, 33, 40];
const WHITE: Colour = [255, 255, 255];

type Palette = Readonly<Record<TrayState | 'bird', Colour>>;

const BRIGHT: Palette = {
  bird: WHITE,
  healthy: WHITE,
  starting: [196, 204, 213],
  publishing: [74, 168, 255],
  paused: [196, 204, 213],
  attention: [255, 184, 46],
  error: [255, 82, 76],
  offline: [196, 204, 213],
  sandbox: [190, 153, 255],
};
const DEEP: Palette = {
  bird: INK,
  healthy: INK,
  starting: [88, 98, 110],
  publishing: [16, 98, 212],
  paused: [88, 98, 110],
  attention: [186, 104, 0],
  error: [204, 36, 36],
  offline: [88, 98, 110],
  sandbox: [111, 63, 200],
};
const ALL_BLACK = Object.fromEntries(Object.keys(BRIGHT).map((name) => [name, BLACK])) as unknown as Palette;

const PALETTES: Readonly<Record<TrayLook, Palette>> = {
  outlined: BRIGHT,
  onDark: BRIGHT,
  onLight: DEEP,
  template: ALL_BLACK,
};

/** Pixels. The doubles are for screens with two pixels a point. */
export const TRAY_SIZES: Readonly<Record<TrayLook, readonly number[]>> = {
  outlined: [22, 44],
  onDark: [16, 20, 24, 32],
  onLight: [16, 20, 24, 32],
  template: [16, 32],
};

const drawn = readBird(readFileSync(ICON_SVG, 'utf8'));

/** The icon of a state as red, green, blue and alpha (not multiplied in). */
export function drawTrayIcon(state: TrayState, look: TrayLook, size: number): Picture {
  const layers = look === 'outlined' ? outlined(state, size) : flat(state, look, size);
  const pixels = Buffer.alloc(size * size * 4);
  for (let i = 0; i < size * size; i++)
    pixels.set(blend(layers, (i % size) + 0.5, Math.floor(i / size) + 0.5), i * 4);
  return { size, pixels };
}

/** One colour beside the sign's, with what is around showing through the gaps. */
function flat(state: TrayState, look: TrayLook, size: number): readonly Layer[] {
  const bird = placeBird(drawn, size, 0);
  const sign = SIGNS[state]?.(placeOf(size, 0));
  const gap = 0.09 * size;
  const palette = PALETTES[look];
  if (!sign) return [{ shape: without(bird.body, bird.marks), colour: palette.bird }];
  return [
    { shape: without(bird.body, bird.marks, grow(sign.hull, gap)), colour: palette.bird },
    { shape: sign.mark ? without(sign.body, sign.mark) : sign.body, colour: palette[state] },
  ];
}

/**
 * Light, with a dark edge around everything. Electron gives a panel the larger picture alone, which most panels
 * halve: all that is sharp in the small one must lie on pairs of pixels in it.
 */
function outlined(state: TrayState, size: number): readonly Layer[] {
  const [base = size] = TRAY_SIZES.outlined;
  const bird = placeBird(drawn, base, EDGE);
  const sign = SIGNS[state]?.(placeOf(base, EDGE));
  const layers: Layer[] = [
    { shape: grow(bird.body, EDGE), colour: INK },
    { shape: bird.body, colour: BRIGHT.bird },
    { shape: bird.marks, colour: INK },
  ];
  if (sign)
    layers.push({ shape: grow(sign.hull, EDGE), colour: INK }, { shape: sign.body, colour: BRIGHT[state] });
  if (sign?.mark) layers.push({ shape: sign.mark, colour: INK });
  return layers.map(({ shape, colour }) => ({ shape: scaled(shape, size / base), colour }));
}

function blend(layers: readonly Layer[], x: number, y: number): readonly number[] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (const { shape, colour } of layers) {
    const cover = Math.min(1, Math.max(0, 0.5 - shape(x, y)));
    const rest = alpha * (1 - cover);
    const sum = cover + rest;
    if (sum === 0) continue;
    [red, green, blue] = [red, green, blue].map(
      (below, i) => (below * rest + (colour[i] ?? 0) * cover) / sum,
    ) as [number, number, number];
    alpha = sum;
  }
  return [red, green, blue, alpha * 255].map(Math.round);
}

/** Every file that a system's tray may show, by its path in the folder of the icons. */
export function trayIconFiles(platform: NodeJS.Platform): ReadonlyMap<string, Buffer> {
  return new Map(TRAY_STATES.flatMap((state) => looksOf(platform).flatMap((look) => filesOf(state, look))));
}

const looksOf = (platform: NodeJS.Platform): readonly TrayLook[] => [
  ...new Set([true, false].map((isBarDark) => trayLook(platform, isBarDark))),
];

function filesOf(state: TrayState, look: TrayLook): readonly (readonly [string, Buffer])[] {
  const file = trayImageFile(state, look);
  const [small, ...larger] = TRAY_SIZES[look].map((size) => drawTrayIcon(state, look, size));
  if (!small) return [];
  if (file.endsWith('.ico')) return [[file, toIco([small, ...larger])]];
  // Electron finds the others by these names.
  const scaled = larger.map(
    (picture) => [file.replace('.png', `@${picture.size / small.size}x.png`), toPng(picture)] as const,
  );
  return [[file, toPng(small)], ...scaled];
}
