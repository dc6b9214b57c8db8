/** Characters that nobody sees and that change what a text says: names where they have one that helps. */
const NAMES: Readonly<Record<string, string>> = {
  '\u00AD': 'soft hyphen',
  '\u061C': 'Arabic letter mark',
  '\u180E': 'Mongolian vowel separator',
  '\u200B': 'zero-width space',
  '\u200E': 'left-to-right mark',
  '\u200F': 'right-to-left mark',
  '\u202A': 'left-to-right embedding',
  '\u202B': 'right-to-left embedding',
  '\u202C': 'end of direction',
  '\u202D': 'left-to-right override',
  '\u202E': 'right-to-left override',
  '\u2060': 'word joiner',
  '\u2061': 'function application',
  '\u2062': 'invisible times',
  '\u2063': 'invisible separator',
  '\u2064': 'invisible plus',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'first strong isolate',
  '\u2069': 'end of isolate',
  '\u3164': 'Hangul filler',
  '\uFFFE': 'U+FFFE',
  '\uFEFF': 'byte order mark',
  '\uFFFF': 'U+FFFF',
};

// The joiners U+200C and U+200D are not among them: emoji, Persian and the scripts of India are written with them.
const HIDDEN = new RegExp(`[${Object.keys(NAMES).join('')}]`, 'u');
const EACH_HIDDEN = new RegExp(HIDDEN, 'gu');

export type Visible = { readonly text: string; readonly hidden: boolean };

/** Whether the text has a character of this kind. */
export const hasHidden = (text: string): boolean => HIDDEN.test(text);

export const withoutHidden = (text: string): string => text.replace(EACH_HIDDEN, '');

const CONTEXT = 12;

/** The places of a text that have such characters, with a little around each, and the characters by their names. */
export function showHidden(text: string): readonly Visible[] {
  const shown: Visible[] = [];
  let end = 0;
  for (const { 0: character, index } of text.matchAll(EACH_HIDDEN)) {
    const isFar = index - end > 2 * CONTEXT;
    if (isFar && end > 0) shown.push(plain(clean(text.slice(end, end + CONTEXT))));
    if (isFar) shown.push(plain('…'));
    shown.push(plain(clean(text.slice(isFar ? index - CONTEXT : end, index))));
    shown.push({ text: NAMES[character] ?? character, hidden: true });
    end = index + character.length;
  }
  if (end === 0) return [];
  const rest = text.slice(end);
  shown.push(plain(rest.length > CONTEXT ? `${clean(rest.slice(0, CONTEXT))}…` : clean(rest)));
  return shown.filter((part) => part.text !== '');
}

const plain = (text: string): Visible => ({ text, hidden: false });
/** Cut between two code units: no half of a character is shown. */
const clean = (text: string): string => text.replace(/^\p{Surrogate}|\p{Surrogate}$/gu, '');
