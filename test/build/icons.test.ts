import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { drawIcon, readDrawing } from '../../build/package/icon-pixels.ts';
import { ICON_SVG } from '../../build/package/icons.ts';
import { type Picture, toIcns, toIco, toPng } from '../../build/package/image-files.ts';
import { pathSegments } from '../../build/package/svg-path.ts';
import { ROOT } from '../../build/project.mjs';

const SVG = readFileSync(ICON_SVG, 'utf8');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

function icon(size: number, margin?: number): Picture & { at(x: number, y: number): readonly number[] } {
  const pixels = drawIcon(readDrawing(SVG), size, margin);
  const at = (x: number, y: number) => [...pixels.subarray((y * size + x) * 4, (y * size + x) * 4 + 4)];
  return { size, pixels, at };
}

const BLUE = [0x3a, 0x55, 0xd0, 255];
const WHITE = [255, 255, 255, 255];
const NOTHING = [0, 0, 0, 0];

describe('the icon', () => {
  test('is the logo of the window', () => {
    const bird = read('node_modules/lucide-react/dist/esm/icons/bird.mjs');
    const paths = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, d]) => d);
    expect(paths(SVG, /<path d="([^"]*)"/g)).toEqual(paths(bird, /\{ d: "([^"]*)"/g));
    expect(read('renderer/ui/logo.tsx')).toContain('<Bird ');
    expect(read('renderer/ui/tokens.css')).toContain('--accent: light-dark(#3a55d0,');
  });

  test('has the colours of the picture where the picture has them', () => {
    const { at } = icon(240);
    expect(at(0, 0)).toEqual(NOTHING);
    expect(at(120, 10)).toEqual(BLUE);
    // The eye, and the end of the tail.
    expect(at(145, 89)).toEqual(WHITE);
    expect(at(58, 170)).toEqual(WHITE);
  });

  test('leaves the margin that macOS wants', () => {
    const { at } = icon(200, 0.1);
    expect(at(100, 18)).toEqual(NOTHING);
    expect(at(100, 22)).toEqual(BLUE);
  });
});

describe('a path', () => {
  test('is drawn by lines and arcs, relative or not, repeated or not', () => {
    expect(pathSegments('M1 2h3v-1H0')).toEqual([
      [
        [1, 2],
        [4, 2],
      ],
      [
        [4, 2],
        [4, 1],
      ],
      [
        [4, 1],
        [0, 1],
      ],
    ]);
    expect(pathSegments('m20 7 2 .5-2 .5')).toEqual([
      [
        [20, 7],
        [22, 7.5],
      ],
      [
        [22, 7.5],
        [20, 8],
      ],
    ]);
    const arc = pathSegments('M12 18a8 8 0 0 0 8-8');
    expect(arc.at(-1)?.[1]).toEqual([20, 10]);
    for (const [, [x, y]] of arc) expect(Math.hypot(x - 12, y - 10)).toBeCloseTo(8);
  });

  test.each(['M0 0C1 1 2 2 3 3', 'M0 0a1 2 0 0 1 2 2', 'M0 0h'])('is refused when it is %s', (path) => {
    expect(() => pathSegments(path)).toThrow(/icon has/);
  });
});

describe('the files', () => {
  test('PNG: the same pixels again', () => {
    const picture = icon(16);
    const png = toPng(picture);
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const start = png.indexOf('IDAT') + 4;
    const lines = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
    const pixels = Array.from({ length: 16 }, (_, y) => lines.subarray(y * 65 + 1, (y + 1) * 65));
    expect(Buffer.concat(pixels)).toEqual(picture.pixels);
  });

  test('ICO: each picture lies where the head says', () => {
    const ico = toIco([icon(16), icon(256)]);
    expect(ico.readUInt16LE(4)).toBe(2);
    expect([ico[6], ico[22]]).toEqual([16, 0]);
    const [bitmap, png] = [6, 22].map((at) => ico.readUInt32LE(at + 12));
    expect(ico.readUInt32LE(bitmap)).toBe(40);
    expect(ico.subarray((png ?? 0) + 1, (png ?? 0) + 4).toString()).toBe('PNG');
    expect((png ?? 0) + ico.readUInt32LE(22 + 8)).toBe(ico.length);
  });

  test('ICNS: the sizes that macOS looks for, and nothing left over', () => {
    const icns = toIcns([icon(32), icon(256)]);
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const types: string[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      types.push(icns.subarray(at, at + 4).toString());
    expect(types).toEqual(['ic11', 'ic08', 'ic13']);
  });
});
