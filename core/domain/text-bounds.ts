/** Part of a text that is safe to hand to twitter-text, and what that leaves to add or take away. */
export type BoundedText = {
  readonly head: string;
  /** Beyond the parsed part: to be weighed without looking for links. */
  readonly tail: string;
  /** Weighted characters that `head` has more than the text it stands for. */
  readonly padding: number;
};

const MAX_PARSED = 30_000;
// twitter-text's link pattern takes time with the square of a run of host name characters (CJK letters are
// some): unbounded, 25,000 characters cost up to 5 s. This sum of squares stands for about 20 ms.
const MAX_COST = 2_000_000;
const MAX_RUN = 64;
const HOST_RUN = /[^\s!#-,/:-@[-^{-~]{16,}/g;
// At least 64 letters stay together, so that a label too long for a host name stays one. Not before U+3099
// and U+309A, which NFC may join to the kana they follow.
const CJK_STRETCH =
  /[\u2E80-\u9FFF\uAC00-\uD7A3]{64}(?=[\u2E80-\u3098\u309B-\u9FFF\uAC00-\uD7A3][\u2E80-\u9FFF\uAC00-\uD7A3]{63})/g;

/**
 * Bounds the time twitter-text takes. Short text comes back as it is. Long text is cut inside stretches of
 * CJK letters, which leaves the length alone (only `example.com` glued in front of 128 letters without a mark
 * may show as a link too many). If that is not enough, dotted runs longer than any label of a host name (63)
 * lose their dots: a link inside them goes unseen and the length errs upwards.
 */
export function boundForParsing(text: string): BoundedText {
  const head = text.slice(0, MAX_PARSED);
  const tail = text.slice(MAX_PARSED);
  if (head.length ** 2 <= MAX_COST || !head.includes('.')) return { head, tail, padding: 0 };
  const cut = head.replace(CJK_STRETCH, '$&\n');
  const padding = cut.length - head.length;
  return { head: parseCost(cut) <= MAX_COST ? cut : cut.replace(HOST_RUN, withoutDots), tail, padding };
}

/** Weight without links or emoji: the ranges of twitter-text's configuration 3, per UTF-16 unit. */
export function plainWeight(text: string): number {
  let weight = 0;
  for (let i = 0; i < text.length; i++) weight += isLight(text.charCodeAt(i)) ? 1 : 2;
  return weight;
}

function isLight(unit: number): boolean {
  if (unit <= 4351 || (unit >= 0xd800 && unit <= 0xdfff)) return true;
  return (unit >= 8192 && unit <= 8205) || (unit >= 8208 && unit <= 8223) || (unit >= 8242 && unit <= 8247);
}

function parseCost(text: string): number {
  let cost = 0;
  for (const [run] of text.matchAll(HOST_RUN)) cost += run.length ** 2;
  return cost;
}

function withoutDots(run: string): string {
  return run.length > MAX_RUN ? run.replaceAll('.', ',') : run;
}
