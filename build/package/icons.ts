import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../project.mjs';
import { drawIcon, readDrawing } from './icon-pixels.ts';
import { ICNS_SIZES, type Picture, toIcns, toIco, toPng } from './image-files.ts';

/** The one picture that every icon of the packages is made of. */
export const ICON_SVG = join(ROOT, 'build/package/icon.svg');

const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 256];
/** Apple's grid: 824 of 1024 pixels are the icon. */
const MAC_MARGIN = 100 / 1024;

/** Writes `linux/<size>x<size>.png`, `icon.ico` and `icon.icns` into `folder`. */
export async function makeIcons(folder: string): Promise<void> {
  const drawing = readDrawing(await readFile(ICON_SVG, 'utf8'));
  const draw = (size: number, margin?: number): Picture => ({
    size,
    pixels: drawIcon(drawing, size, margin),
  });
  await mkdir(join(folder, 'linux'), { recursive: true });
  for (const size of LINUX_SIZES)
    await writeFile(join(folder, 'linux', `${size}x${size}.png`), toPng(draw(size)));
  await writeFile(join(folder, 'icon.ico'), toIco(WINDOWS_SIZES.map((size) => draw(size))));
  await writeFile(join(folder, 'icon.icns'), toIcns(ICNS_SIZES.map((size) => draw(size, MAC_MARGIN))));
}
