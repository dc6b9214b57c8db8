import twitter from 'twitter-text';
import { boundForParsing, plainWeight } from './text-bounds.ts';

/** Weighted characters a post of a standard account may have (twitter-text configuration 3). */
export const STANDARD_LIMIT = 280;
/** The same for Premium accounts, also through the API since 2024-08-20 (docs.x.com changelog). */
export const PREMIUM_LIMIT = 25_000;

/** What twitter-text, the reference that docs.x.com names, says about one text. */
export type TextMeasure = {
  /** Length as X counts it: links 23, emoji 2, CJK 2, Latin 1, after NFC. */
  readonly weightedLength: number;
  readonly limit: number;
  /** twitter-text's verdict: not empty, within the limit, no forbidden character. Blank text is "valid". */
  readonly valid: boolean;
  /** What X will turn into links, in order, as written; bare names such as `README.md` too. */
  readonly links: readonly string[];
  /** Without the `$`, in order, repeats kept. */
  readonly cashtags: readonly string[];
  /** Forbidden characters as `U+FEFF`, each once. */
  readonly forbidden: readonly string[];
  /** Length if X does not know the emoji that are newer than twitter-text's tables (2020). */
  readonly cautiousLength: number;
};

const RULES = {
  version: 3,
  maxWeightedTweetLength: STANDARD_LIMIT,
  scale: 100,
  defaultWeight: 200,
  emojiParsingEnabled: true,
  transformedURLLength: 23,
  ranges: [
    { start: 0, end: 4351, weight: 100 },
    { start: 8192, end: 8205, weight: 100 },
    { start: 8208, end: 8223, weight: 100 },
    { start: 8242, end: 8247, weight: 100 },
  ],
};

const KNOWN_EMOJI = '😀';
// Only joined, toned and flag emoji can be newer than the tables: a single code point weighs 2 anyway.
const MAY_BE_NEWER = /[\u200D\u{1F3FB}-\u{1F3FF}\u{1F1E6}-\u{1F1FF}]/u;
// In a variable because a `v` literal is newer than the language level of the type checker.
const UNICODE_SETS = 'gv';
const EMOJI = new RegExp('\\p{RGI_Emoji}', UNICODE_SETS);
const FORBIDDEN = /[\uFFFE\uFEFF\uFFFF]/g;

/** Measures `text` as X does. The text itself is never altered; `limit` defaults to the standard 280. */
export function measureText(text: string, options: { readonly limit?: number } = {}): TextMeasure {
  const limit = options.limit ?? STANDARD_LIMIT;
  const { head, tail, padding } = boundForParsing(text);
  const beyond = plainWeight(tail) - padding;
  const cautiousLength = weigh(head) + beyond;
  const known = withKnownEmoji(head);
  const weightedLength = known === head ? cautiousLength : weigh(known) + beyond;
  const forbidden = [...new Set(text.match(FORBIDDEN))].map(codePoint);
  return {
    weightedLength,
    limit,
    valid: weightedLength > 0 && weightedLength <= limit && forbidden.length === 0,
    links: twitter.extractUrls(head),
    cashtags: twitter.extractCashtags(text),
    forbidden,
    cautiousLength,
  };
}

function weigh(text: string): number {
  return twitter.parseTweet(text, RULES).weightedLength;
}

function withKnownEmoji(text: string): string {
  if (!MAY_BE_NEWER.test(text)) return text;
  const weights = new Map<string, number>();
  return text.replace(EMOJI, (emoji) => {
    const weight = weights.get(emoji) ?? weigh(emoji);
    weights.set(emoji, weight);
    return weight > 2 ? KNOWN_EMOJI : emoji;
  });
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
