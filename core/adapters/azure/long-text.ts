import type { Properties } from './table.ts';

/** A property holds 32 Ki UTF-16 units; a little less, so that nobody has to count exactly. */
const PIECE = 30_000;

/** A text of any length as the properties `name`, `name1`, `name2`, … */
export function writeLong(name: string, text: string): Properties {
  const pieces: [string, string][] = [];
  for (let at = 0; at === 0 || at < text.length; at += PIECE)
    pieces.push([`${name}${pieces.length || ''}`, text.slice(at, at + PIECE)]);
  return Object.fromEntries(pieces);
}

export function readLong(name: string, properties: Properties): string {
  let text = properties[name] ?? '';
  for (let n = 1; properties[`${name}${n}`] !== undefined; n++) text += properties[`${name}${n}`];
  return text;
}
