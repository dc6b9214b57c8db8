import { plain } from '../domain/escape.ts';
import { formatInstant } from '../domain/zone.ts';

/** A table with a line of headings. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return columns([head, ...rows]);
}

/** Columns aligned by width, two blanks between them; the last column is left as long as it is. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((width, row) => Math.max(width, widthOf(row[column] ?? '')), 0),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i] ?? 0))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** `label   value` lines, values aligned. */
export function facts(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([label]) => label.length));
  return pairs.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n');
}

/** One line of a text, at most `width` columns. Characters that steer a terminal are shown as blanks. */
export function oneLine(text: string, width = 60): string {
  const line = plain(text).replace(/\s+/g, ' ').trim();
  if (widthOf(line) <= width) return line;
  let cut = '';
  for (const { segment } of graphemes.segment(line)) {
    if (widthOf(cut) + widthOf(segment) >= width) break;
    cut += segment;
  }
  return `${cut}…`;
}

export function usd(amount: number): string {
  return `$${amount.toFixed(Math.round(amount * 1000) % 10 === 0 ? 2 : 3)}`;
}

/** A stored ISO time in the zone of its post, or a dash. */
export function when(iso: string | null | undefined, zone: string): string {
  return iso == null ? '-' : formatInstant(Date.parse(iso), zone);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The first characters of an id, enough to be told apart by people. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u;
const ASCII = /^[\x20-\x7E]*$/;

/** Columns a terminal gives to the text. */
function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}
