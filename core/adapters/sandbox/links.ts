import twitter from 'twitter-text';
import { boundForParsing } from '../../domain/text-bounds.ts';

/** A stretch of a text that X turns into a link, in UTF-16 units. */
export type LinkSpan = { readonly start: number; readonly end: number; readonly written: string };

/** In order. Texts that are made to be slow to parse have none. */
export function findLinks(text: string): readonly LinkSpan[] {
  if (!text.includes('.')) return [];
  const { head, padding } = boundForParsing(text);
  if (padding > 0) return [];
  return twitter
    .extractUrlsWithIndices(head)
    .map(({ url, indices: [start, end] }) => ({ start, end, written: url }));
}
