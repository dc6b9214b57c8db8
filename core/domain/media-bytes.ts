import type { Media, MediaType } from './media.ts';
import { readIsoMedia } from './media-iso.ts';

/** What the bytes of a file say about it. */
export type Recognised = Pick<Media, 'type' | 'width' | 'height' | 'durationMs'>;

/** So many bytes from the beginning of a file tell what it is, and mostly how large. */
export const HEAD_BYTES = 512 * 1024;

type Reader = (head: DataView) => Recognised | undefined;

/**
 * What a file is by its first bytes, never by its name; undefined: nothing that X shows. Dimensions are absent
 * where the head does not tell.
 */
export function recogniseMedia(head: Uint8Array): Recognised | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const readers: readonly Reader[] = [readPng, readGif, readJpeg, readWebp, readIsoMedia];
  for (const read of readers) {
    const found = read(view);
    if (found) return found;
  }
  return undefined;
}

const startsWith = (view: DataView, bytes: readonly number[], at = 0): boolean =>
  view.byteLength >= at + bytes.length && bytes.every((byte, i) => view.getUint8(at + i) === byte);

const ascii = (text: string): readonly number[] => [...text].map((c) => c.charCodeAt(0));

const sized = (type: MediaType, width: number, height: number): Recognised =>
  width > 0 && height > 0 ? { type, width, height } : { type };

function readPng(view: DataView): Recognised | undefined {
  if (!startsWith(view, [0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a])) return undefined;
  if (view.byteLength < 24 || !startsWith(view, ascii('IHDR'), 12)) return undefined;
  return sized('image/png', view.getUint32(16), view.getUint32(20));
}

function readGif(view: DataView): Recognised | undefined {
  if (!startsWith(view, ascii('GIF87a')) && !startsWith(view, ascii('GIF89a'))) return undefined;
  if (view.byteLength < 10) return undefined;
  return sized('image/gif', view.getUint16(6, true), view.getUint16(8, true));
}

/** Markers up to the frame header, which has the size; what a camera writes before it may be long. */
function readJpeg(view: DataView): Recognised | undefined {
  if (!startsWith(view, [0xff, 0xd8, 0xff])) return undefined;
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return sized('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5));
    // Fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return { type: 'image/jpeg' };
}

function readWebp(view: DataView): Recognised | undefined {
  if (!startsWith(view, ascii('RIFF')) || !startsWith(view, ascii('WEBP'), 8)) return undefined;
  const type = 'image/webp';
  if (view.byteLength < 30) return { type };
  const u24 = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x1_00_00;
  if (startsWith(view, ascii('VP8X'), 12)) return sized(type, 1 + u24(24), 1 + u24(27));
  if (startsWith(view, ascii('VP8 '), 12))
    return sized(type, view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (!startsWith(view, ascii('VP8L'), 12)) return { type };
  const bits = view.getUint32(21, true);
  return sized(type, 1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
}
