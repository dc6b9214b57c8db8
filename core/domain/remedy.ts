import { FILE_NAME } from './file-name.ts';
import { withoutHidden } from './hidden.ts';
import type { ProblemCode } from './problem.ts';
import { measureText } from './text.ts';

/** A change that ends a problem, for a person to choose: no text is ever changed without that. */
export type Remedy = { readonly label: string; readonly text: string };

/** Looks like a full stop and makes no link. */
const ONE_DOT_LEADER = '\u2024';

const REMEDIES: Partial<Record<ProblemCode, (text: string) => Remedy>> = {
  'hidden-character': (text) => ({ label: 'Remove them', text: withoutHidden(text) }),
  'hidden-direction': (text) => ({ label: 'Remove them', text: withoutHidden(text) }),
  'forbidden-character': (text) => ({ label: 'Remove it', text: withoutHidden(text) }),
  'broken-character': (text) => ({ label: 'Remove it', text: text.replace(/\p{Surrogate}/gu, '') }),
  'file-name-link': (text) => ({ label: 'Make it no link', text: breakFileNames(text) }),
  cashtags: (text) => ({ label: 'Keep the first', text: keepFirstCashtag(text) }),
  'leading-mention': (text) => ({ label: 'Put a dot before it', text: `.${text.trimStart()}` }),
};

/** The way out of a problem of this text, where there is one that needs no thought. */
export function remedyOf(code: ProblemCode, text: string): Remedy | undefined {
  const remedy = REMEDIES[code]?.(text);
  return remedy && remedy.text !== text && remedy.text.trim() !== '' ? remedy : undefined;
}

/** The names that X would take for links get another dot; links that are meant as such stay. */
function breakFileNames(text: string): string {
  const names = new Set(measureText(text).links.filter((link) => FILE_NAME.test(link)));
  return [...names].reduce((rest, name) => rest.replaceAll(name, name.replaceAll('.', ONE_DOT_LEADER)), text);
}

/** The others lose their sign: what they name stays. */
function keepFirstCashtag(text: string): string {
  let seen = 0;
  const tags = new Set(measureText(text).cashtags);
  return text.replace(/\$([a-z]{1,6}(?:[._][a-z]{1,2})?)/gi, (all, tag: string) => {
    if (!tags.has(tag)) return all;
    seen += 1;
    return seen === 1 ? all : tag;
  });
}
