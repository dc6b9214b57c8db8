import { entitiesOf } from './entities.ts';

/** A stretch of a text; only words are looked up. */
export type SpelledStretch = {
  readonly kind: 'word' | 'other';
  /** As it is written. */
  readonly text: string;
  /** Where it begins, UTF-16 units. */
  readonly from: number;
};

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Beside one of these it is a piece of an address, a path, a number or code. */
const GLUE = /[\p{N}@#$_/\\&=~+*<>{}[\]|^%]/u;

/** The text in stretches; put together they are the text again, unit for unit. */
export function spelledStretches(text: string): readonly SpelledStretch[] {
  const stretches: SpelledStretch[] = [];
  let from = 0;
  for (const entity of entitiesOf(text)) {
    if (entity.kind === 'text') stretches.push(...wordsIn(entity.text, from));
    else stretches.push({ kind: 'other', text: entity.text, from });
    from += entity.text.length;
  }
  return stretches;
}

function wordsIn(text: string, offset: number): readonly SpelledStretch[] {
  return Array.from(segmenter.segment(text), ({ segment, index, isWordLike }) => {
    const isGlued = GLUE.test(text[index - 1] ?? '') || GLUE.test(text[index + segment.length] ?? '');
    const kind = isWordLike && !isGlued && isChecked(segment) ? 'word' : 'other';
    return { kind, text: segment, from: offset + index };
  });
}

/** Names of things and other alphabets are not the dictionary's business. */
export function isChecked(word: string): boolean {
  return (
    word.length > 1 && /^[a-z'’-]+$/i.test(word) && !/[a-z][A-Z]/.test(word) && !/^[A-Z]{2,5}s?$/.test(word)
  );
}
