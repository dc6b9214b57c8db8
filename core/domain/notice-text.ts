/** What systems take of the text of a notification: macOS has the smallest limit, in bytes of UTF-8. */
const MOST_BYTES = 256;
const MORE = '…';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text on one line, without what is neither seen nor harmless (controls, marks that turn its direction). */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}

/** At most `most` letters of it, on one line. */
export function shorten(text: string, most: number): string {
  const letters = [...segmenter.segment(oneLine(text))];
  if (letters.length <= most) return oneLine(text);
  return `${letters
    .slice(0, most - 1)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}${MORE}`;
}

/** As much of it as every system shows, never half a letter. */
export function fitNotice(text: string): string {
  const line = oneLine(text);
  if (bytesOf(line) <= MOST_BYTES) return line;
  let kept = '';
  let left = MOST_BYTES - bytesOf(MORE);
  for (const { segment } of segmenter.segment(line)) {
    left -= bytesOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${MORE}`;
}

/** For servers that read the body as markup. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
