const LONGEST = 4_000;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
};

/** Release notes as plain text: feeds hold Markdown or HTML, and neither is ever shown as what it is. */
export function plainNotes(notes: unknown): string {
  if (typeof notes !== 'string') return '';
  return notes
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(?:br|\/p|\/li|\/h\d)[^>]*>/gi, '\n')
    .replace(/<li[^>]*>/gi, '- ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/[^\P{C}\n]/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, LONGEST);
}

/** `1.2.3`, with nothing in it that a version has not. */
export const isVersion = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[\w.]{1,40})?$/.test(text);
