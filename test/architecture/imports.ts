import { parseSync, Visitor } from 'oxc-parser';

/** Stands for a module name that is not written out. */
export const COMPUTED = '(computed)';

/** Every module a file names: imports and exports, of types too, `import()` and `import('…').Type`. */
export function importsOf(path: string, source: string): string[] {
  const { program } = parseSync(path, source);
  const found: string[] = [];
  const add = (literal: { readonly value?: unknown } | null | undefined) => {
    if (literal) found.push(String(literal.value ?? COMPUTED));
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source as { readonly value?: unknown }),
    TSImportType: (node) => add(node.source),
  }).visit(program);
  return found;
}
