import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { drawTrayIcon, TRAY_SIZES, trayIconFiles } from '../../build/tray/tray-icons.ts';
import { type TrayLook, trayImageFile, trayLook } from '../../electron/tray-image.ts';
import { TRAY_STATES, type TrayState } from '../../electron/tray-state.ts';

const LOOKS = Object.entries(TRAY_SIZES).flatMap(([look, sizes]) =>
  sizes.map((size) => [look as TrayLook, size] as const),
);

/** What is left of an icon without colour: where something is or, in an outline, where it is light. */
function shapeOf(state: TrayState, look: TrayLook, size: number): readonly boolean[] {
  const { pixels } = drawTrayIcon(state, look, size);
  return Array.from({ length: size * size }, (_, i) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(i * 4, i * 4 + 4);
    const isLight = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 110;
    return alpha > 127 && (look !== 'outlined' || isLight);
  });
}

const pairs = TRAY_STATES.flatMap((one, i) => TRAY_STATES.slice(i + 1).map((other) => [one, other] as const));

describe.each(LOOKS)('%s at %i pixels', (look, size) => {
  test('every state differs from every other by shape, not by colour alone', () => {
    const shapes = new Map(TRAY_STATES.map((state) => [state, shapeOf(state, look, size)]));
    const differing = (one: TrayState, other: TrayState): number =>
      shapes.get(one)?.filter((is, i) => is !== shapes.get(other)?.[i]).length ?? 0;
    const alike = pairs.filter(([one, other]) => differing(one, other) < (size * size) / 25);
    expect(alike).toEqual([]);
  });

  test('the bird is there in every state, and nothing is cut off', () => {
    for (const state of TRAY_STATES) {
      const shape = shapeOf(state, look, size);
      const isHead = (_: boolean, i: number): boolean =>
        i % size > size * 0.5 && i % size < size * 0.8 && i < size * size * 0.4;
      expect(shape.filter(isHead).filter(Boolean).length).toBeGreaterThan(size * size * 0.05);
      const { pixels } = drawTrayIcon(state, look, size);
      expect([pixels[3], pixels[size * 4 - 1]]).toEqual([0, 0]);
    }
  });
});

test('an outline makes it readable on dark and on light bars', () => {
  for (const state of TRAY_STATES) {
    const { pixels } = drawTrayIcon(state, 'outlined', 22);
    const solid = Array.from({ length: 22 * 22 }, (_, i) => [...pixels.subarray(i * 4, i * 4 + 4)]).filter(
      ([, , , alpha]) => alpha === 255,
    );
    const part = (is: (level: number) => boolean): number =>
      solid.filter(([, green]) => is(green ?? 0)).length / solid.length;
    expect(part((level) => level > 150)).toBeGreaterThan(0.12);
    expect(part((level) => level < 60)).toBeGreaterThan(0.12);
  }
});

test('a template is black alone: the system gives it its colour', () => {
  for (const state of TRAY_STATES) {
    const { pixels } = drawTrayIcon(state, 'template', 16);
    expect(pixels.filter((_, i) => i % 4 !== 3).every((channel) => channel === 0)).toBe(true);
  }
});

describe('the files', () => {
  const PLATFORMS = ['linux', 'win32', 'darwin'] as const;

  test.each(PLATFORMS)('of %s are those that the tray asks for, in every state', (platform) => {
    const files = trayIconFiles(platform);
    for (const state of TRAY_STATES)
      for (const isDark of [true, false]) {
        const file = trayImageFile(state, trayLook(platform, isDark));
        expect(files.get(file)?.length).toBeGreaterThan(100);
      }
  });

  test('are named as each system wants', () => {
    const names = PLATFORMS.map((platform) =>
      [...trayIconFiles(platform).keys()].filter((name) => name.startsWith('error')),
    );
    expect(names).toEqual([
      ['error.png', 'error@2x.png'],
      ['error-dark.ico', 'error-light.ico'],
      ['errorTemplate.png', 'errorTemplate@2x.png'],
    ]);
  });

  test('hold every size of their system', () => {
    const ico = trayIconFiles('win32').get('error-dark.ico') ?? Buffer.alloc(0);
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => ico[6 + 16 * i]);
    expect(sizes).toEqual([16, 20, 24, 32]);
    const png = trayIconFiles('darwin').get('errorTemplate@2x.png') ?? Buffer.alloc(0);
    expect(png.readUInt32BE(16)).toBe(32);
    const start = png.indexOf('IDAT') + 4;
    expect(inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)))).toHaveLength(
      32 * (32 * 4 + 1),
    );
  });
});
