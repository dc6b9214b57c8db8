import type { Media } from './media.ts';
import { SECOND } from './time.ts';

type Box = { readonly kind: string; readonly from: number; readonly to: number };

/** Still pictures in the same container (HEIF, AVIF), which X does not take. */
const STILL = /^(?:heic|heix|hevc|mif1|msf1|avif|avis)$/;

/**
 * MP4 and QuickTime, which are boxes in boxes (ISO 14496-12). Duration and size are in the box `moov`, which some
 * programs write at the end: then the head does not tell them.
 */
export function readIsoMedia(
  view: DataView,
): Pick<Media, 'type' | 'width' | 'height' | 'durationMs'> | undefined {
  const boxes = boxesIn(view, 0, view.byteLength);
  const [first] = boxes;
  if (first?.kind !== 'ftyp' || first.from + 4 > view.byteLength) return undefined;
  const brand = text(view, first.from);
  if (STILL.test(brand)) return undefined;
  const type = brand === 'qt  ' ? 'video/quicktime' : 'video/mp4';
  const moov = boxes.find(({ kind }) => kind === 'moov');
  return moov ? { type, ...durationOf(view, moov), ...sizeOf(view, moov) } : { type };
}

function durationOf(view: DataView, moov: Box): Pick<Media, 'durationMs'> {
  const header = boxesIn(view, moov.from, moov.to).find(({ kind }) => kind === 'mvhd');
  if (!header || header.from + 32 > view.byteLength) return {};
  const isLong = view.getUint8(header.from) === 1;
  const scale = view.getUint32(header.from + (isLong ? 20 : 12));
  const length = isLong ? Number(view.getBigUint64(header.from + 24)) : view.getUint32(header.from + 16);
  return scale > 0 && length > 0 ? { durationMs: Math.round((length / scale) * SECOND) } : {};
}

/** Of the first track that has one: sound has none. In 16.16 fixed point, at the end of the box. */
function sizeOf(view: DataView, moov: Box): Pick<Media, 'width' | 'height'> {
  for (const track of boxesIn(view, moov.from, moov.to).filter(({ kind }) => kind === 'trak')) {
    const header = boxesIn(view, track.from, track.to).find(({ kind }) => kind === 'tkhd');
    if (!header || header.to > view.byteLength || header.to - header.from < 8) continue;
    const [width, height] = [view.getUint32(header.to - 8) >>> 16, view.getUint32(header.to - 4) >>> 16];
    if (width > 0 && height > 0) return { width, height };
  }
  return {};
}

/** The boxes that begin between two places; the last one may reach beyond what is there. */
function boxesIn(view: DataView, from: number, to: number): readonly Box[] {
  const found: Box[] = [];
  const end = Math.min(to, view.byteLength);
  for (let at = from; at + 8 <= end; ) {
    const short = view.getUint32(at);
    const isLong = short === 1 && at + 16 <= end;
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    const head = isLong ? 16 : 8;
    if (size < head) break;
    found.push({ kind: text(view, at + 4), from: at + head, to: at + size });
    at += size;
  }
  return found;
}

const text = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
