import { type Function as FunctionNode, parseSync, Visitor } from 'oxc-parser';

type Spanned = { readonly start: number; readonly end: number };
type Candidate = (Spanned & { readonly type: string; readonly body?: unknown }) | null | undefined;

/** How many lines a text has. */
export function countLines(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}

/** The value at `fraction` of the sorted values (nearest rank). */
export function percentile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * fraction) - 1)] ?? 0;
}

function isFunctionWithBlock(node: Candidate): node is NonNullable<Candidate> {
  if (!node) return false;
  if (node.type === 'FunctionExpression') return true;
  const body = node.body as { readonly type?: string } | undefined;
  return node.type === 'ArrowFunctionExpression' && body?.type === 'BlockStatement';
}

/** Every named function, method, and block-bodied function bound to a name, with its length in lines. */
export function functionLengths(
  path: string,
  source: string,
): { readonly name: string; readonly lines: number }[] {
  const { program } = parseSync(path, source);
  const found: { name: string; lines: number }[] = [];
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length;
  const add = (span: Spanned, name: string) => {
    found.push({ name: `${path}: ${name}`, lines: lineOf(span.end) - lineOf(span.start) + 1 });
  };
  const nameOf = (key: unknown) => (key as { readonly name?: string }).name ?? '(computed)';
  const addBound = (key: unknown, value: Candidate) => {
    if (isFunctionWithBlock(value)) add(value, nameOf(key));
  };
  new Visitor({
    FunctionDeclaration: (node: FunctionNode) => add(node, node.id?.name ?? '(default)'),
    VariableDeclarator: (node) => addBound(node.id, node.init),
    Property: (node) => addBound(node.key, node.value as Candidate),
    PropertyDefinition: (node) => addBound(node.key, node.value),
    MethodDefinition: (node) => addBound(node.key, node.value),
  }).visit(program);
  return found;
}

/** `any` and default exports, which this project does without. */
export function shortcuts(path: string, source: string): string[] {
  const { program } = parseSync(path, source);
  const found: string[] = [];
  new Visitor({
    TSAnyKeyword: () => {
      found.push(`${path} has an any`);
    },
    ExportDefaultDeclaration: () => {
      found.push(`${path} has a default export`);
    },
  }).visit(program);
  return found;
}
