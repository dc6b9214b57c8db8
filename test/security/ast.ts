import { parseSync, Visitor, type VisitorObject } from 'oxc-parser';
import { type Source, sourcesIn } from '../architecture/sources.ts';

/** A call or `new`, as it is written. */
export type Call = {
  readonly path: string;
  /** What is called, without blanks and `?.`: `shell.openExternal`, `new BrowserWindow`. */
  readonly callee: string;
  /** The text between its brackets. */
  readonly args: string;
};

type Words = {
  readonly calls: Call[];
  /** Of variables, properties and attributes; comments are left out. */
  readonly names: string[];
  /** Strings and the fixed pieces of templates. */
  readonly strings: string[];
};

type Spanned = { readonly start: number; readonly end: number };
const textOf = (text: string, { start, end }: Spanned): string => text.slice(start, end);

const read = new WeakMap<Source, Words>();

function wordsOf(source: Source): Words {
  const known = read.get(source);
  if (known) return known;
  const { path, text } = source;
  const words: Words = { calls: [], names: [], strings: [] };
  const addCall = (node: Spanned & { readonly callee: Spanned }, prefix: string): void => {
    const callee = prefix + textOf(text, node.callee).replace(/\s|\?(?=\.)/g, '');
    const args = text.slice(text.indexOf('(', node.callee.end) + 1, node.end - 1);
    words.calls.push({ path, callee, args: args.replace(/\s+/g, ' ').trim() });
  };
  const addName = ({ name }: { readonly name: string }): void => void words.names.push(name);
  const visitor: VisitorObject = {
    CallExpression: (node) => addCall(node, ''),
    NewExpression: (node) => addCall(node, 'new '),
    Identifier: addName,
    JSXIdentifier: addName,
    Literal: ({ value }) => {
      if (typeof value === 'string') words.strings.push(value);
    },
    TemplateElement: ({ value }) => void words.strings.push(value.cooked ?? value.raw),
  };
  new Visitor(visitor).visit(parseSync(path, text).program);
  read.set(source, words);
  return words;
}

/** Every call in the sources whose callee fits. */
export const callsOf = (sources: readonly Source[], callee: RegExp): Call[] =>
  sources.flatMap((source) => wordsOf(source).calls.filter((call) => callee.test(call.callee)));

/** Every name in the sources that fits, as `path: name`; also one that is written as a string. */
export const namesLike = (sources: readonly Source[], name: RegExp): string[] =>
  sources.flatMap((source) => {
    const { names, strings } = wordsOf(source);
    return [...names, ...strings].filter((each) => name.test(each)).map((each) => `${source.path}: ${each}`);
  });

/** Every piece of a string or template that fits, as `path: piece`. */
export const stringsLike = (sources: readonly Source[], piece: RegExp): string[] =>
  sources.flatMap((source) =>
    wordsOf(source)
      .strings.filter((each) => piece.test(each))
      .map((each) => `${source.path}: ${each}`),
  );

/** What the constant `name` is, as it is written; empty when there is none. */
export function constant({ path, text }: Source, name: string): string {
  let value = '';
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (init && id.type === 'Identifier' && id.name === name) value = textOf(text, init);
    },
  }).visit(parseSync(path, text).program);
  return value;
}

/** All that runs on a person's computer. */
export const PRODUCT = sourcesIn('core', 'electron', 'renderer');

/** Those of the product's sources that are in a folder, or one file. */
export const productIn = (path: string): readonly Source[] =>
  PRODUCT.filter((source) => source.path === path || source.path.startsWith(`${path}/`));

/** One file of the product. */
export function fileOf(path: string): Source {
  const [source] = productIn(path);
  if (source?.path !== path) throw new Error(`There is no ${path}.`);
  return source;
}
