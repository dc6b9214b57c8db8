/**
 * What a search looks for: every term has to be found. A term is the tokens of one typed word, which follow each
 * other in the text; the last of them may be the beginning of a longer one.
 */
export type SearchTerms = readonly (readonly string[])[];

type Searchable = { readonly account: string; readonly parts: readonly { readonly text: string }[] };

/**
 * Letters and digits without case and accents, an emoji by its code, and each character of a script without
 * blanks between words for itself.
 */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\p{Extended_Pictographic}|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}])+/gu;

const PICTURE = /^\p{Extended_Pictographic}$/u;
/** Longer words than a person types are cut, so that one post cannot fill an index. */
const LONGEST = 40;

/** A post as its index holds it: tokens with a blank between. */
export function searchableText({ account, parts }: Searchable): string {
  return tokensOf([account, ...parts.map(({ text }) => text)].join('\n')).join(' ');
}

/** Empty when nothing in it can be looked for. */
export function searchTerms(text: string): SearchTerms {
  return text
    .split(/\s+/)
    .map(tokensOf)
    .filter((tokens) => tokens.length > 0);
}

/** What every index of searchable texts must say of a post. */
export function isFound(post: Searchable, terms: SearchTerms): boolean {
  const text = ` ${searchableText(post)}`;
  return terms.every((tokens) => text.includes(` ${tokens.join(' ')}`));
}

function tokensOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return [...plain.matchAll(TOKEN)].map(([token]) =>
    PICTURE.test(token) ? `u${token.codePointAt(0)?.toString(16)}` : [...token].slice(0, LONGEST).join(''),
  );
}
