import { measureText } from './text.ts';

/** Where a text may be cut, the best kind of place first, with the share of the limit that it must reach. */
const PLACES = [
  { find: paragraphs, share: 0.5 },
  { find: sentences, share: 0.35 },
  { find: words, share: 0 },
  { find: characters, share: 0 },
] as const;

const LONGEST_LINK = 4_096;
const SENTENCES = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const CHARACTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Parts that each fit into `limit` weighted characters: cut between paragraphs, else sentences, else words, and
 * within a word only where nothing else helps. All that is left out is the blanks at the cuts.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (weigh(rest) > limit) {
    const at = cutOf(rest, limit);
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return rest === '' ? parts : [...parts, rest];
}

const weigh = (text: string): number => measureText(text).weightedLength;

function cutOf(text: string, limit: number): number {
  // A part is hardly longer: little weighs less than 1 a unit, but a link may have 4,096 and weighs 23.
  const head = text.slice(0, limit * 4 + LONGEST_LINK);
  for (const { find, share } of PLACES) {
    const at = lastFitting(text, find(head), limit);
    if (at > 0 && weigh(text.slice(0, at).trim()) >= limit * share) return at;
  }
  return [...CHARACTERS.segment(text)][0]?.segment.length ?? text.length;
}

/** The last of the places up to which the text fits: the weight grows with the length, so halving finds it. */
function lastFitting(text: string, places: readonly number[], limit: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (weigh(text.slice(0, places[middle]).trim()) <= limit) low = middle + 1;
    else high = middle;
  }
  return places[low - 1] ?? 0;
}

const endsOf = (text: string, pattern: RegExp): readonly number[] =>
  Array.from(text.matchAll(pattern), ({ 0: match, index }) => index + match.length);

function paragraphs(text: string): readonly number[] {
  return endsOf(text, /\n\s*\n/g);
}

function sentences(text: string): readonly number[] {
  return Array.from(SENTENCES.segment(text), ({ index }) => index).slice(1);
}

function words(text: string): readonly number[] {
  return endsOf(text, /\s+/g);
}

function characters(text: string): readonly number[] {
  return Array.from(CHARACTERS.segment(text), ({ index, segment }) => index + segment.length);
}
