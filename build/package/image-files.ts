// The three containers of icons. Each takes square pictures as raw red, green, blue and alpha.
import { crc32, deflateSync } from 'node:zlib';

/** `size` x `size` pixels, 4 bytes each. */
export type Picture = { readonly size: number; readonly pixels: Buffer };

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

/** https://www.w3.org/TR/png/ */
export function toPng({ size, pixels }: Picture): Buffer {
  const lines = Array.from({ length: size }, (_, y) =>
    Buffer.concat([Buffer.of(0), pixels.subarray(y * size * 4, (y + 1) * size * 4)]),
  );
  const [depth, colourWithAlpha] = [8, 6];
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', Buffer.concat([uint32(size), uint32(size), Buffer.of(depth, colourWithAlpha, 0, 0, 0)])),
    pngChunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A bitmap as it lies in an icon: upside down, blue first, with an (unused) mask of one bit per pixel. */
function toIconBitmap({ size, pixels }: Picture): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(size * size * 4);
  for (let i = 0; i < size * size; i++) {
    const from = ((size - 1 - Math.floor(i / size)) * size + (i % size)) * 4;
    colours.set(
      [2, 1, 0, 3].map((channel) => pixels[from + channel] ?? 0),
      i * 4,
    );
  }
  const maskLine = Math.ceil(size / 32) * 4;
  return Buffer.concat([header, colours, Buffer.alloc(maskLine * size)]);
}

/** Windows. Sizes up to 256; below that as bitmaps, which the installer's compiler wants. */
export function toIco(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  const bodies = pictures.map((picture) => (picture.size < 256 ? toIconBitmap(picture) : toPng(picture)));
  let offset = head.length;
  for (const [i, body] of bodies.entries()) {
    const at = 6 + 16 * i;
    const edge = (pictures[i]?.size ?? 0) % 256;
    head.set([edge, edge], at);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(body.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += body.length;
  }
  return Buffer.concat([head, ...bodies]);
}

/** By edge in pixels; the doubles are for screens with two pixels a point. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

export const ICNS_SIZES = Object.keys(ICNS_TYPES).map(Number);

/** macOS. */
export function toIcns(pictures: readonly Picture[]): Buffer {
  const entries = pictures.flatMap((picture) => {
    const png = toPng(picture);
    return (ICNS_TYPES[picture.size] ?? []).map((type) =>
      Buffer.concat([Buffer.from(type, 'latin1'), uint32(png.length + 8), png]),
    );
  });
  const length = entries.reduce((sum, entry) => sum + entry.length, 8);
  return Buffer.concat([Buffer.from('icns', 'latin1'), uint32(length), ...entries]);
}
