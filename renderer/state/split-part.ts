/** Three blank lines: nobody leaves so many within a post. */
const GAP = /\n(?:[^\S\n]*\n){3,}/;

/** A text with such gaps as the texts between them, or undefined when it has none. */
export function splitAtGaps(text: string): readonly string[] | undefined {
  if (!GAP.test(text)) return undefined;
  const [first = '', ...others] = text.split(new RegExp(GAP, 'g'));
  return [first, ...others];
}

/** Two texts, without the blanks where they parted. */
export function splitAt(text: string, at: number): readonly [string, string] {
  return [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
}

const ITEM = /^\s*(?:[-*•–]|\d{1,3}[.)])\s+(\S.*)$/;
const FEWEST = 3;

/** What a list says, item by item; undefined for a text that is no list of three or more. */
export function listItems(text: string): readonly string[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const items = lines.map((line) => ITEM.exec(line)?.[1]?.trim());
  if (items.length < FEWEST || items.some((item) => item === undefined)) return undefined;
  return items as readonly string[];
}
