import { type Expression, parseSync, Visitor } from 'oxc-parser';

const FORBIDDEN = ['Date.now', 'Math.random', 'Temporal.Now'];

function memberName(node: { readonly object: Expression; readonly property: unknown }): string {
  const property = node.property as { readonly name?: string };
  return node.object.type === 'Identifier' ? `${node.object.name}.${property.name}` : '';
}

/** Uses of the machine's own time or chance, which a simulation could not control. */
export function ambientUses(path: string, source: string): string[] {
  const { program } = parseSync(path, source);
  const found: string[] = [];
  new Visitor({
    MemberExpression: (node) => {
      const name = memberName(node);
      if (FORBIDDEN.includes(name)) found.push(`${path} uses ${name}: take it from a port`);
    },
    NewExpression: (node) => {
      const isDate = node.callee.type === 'Identifier' && node.callee.name === 'Date';
      if (isDate && node.arguments.length === 0) found.push(`${path} uses new Date(): take it from a port`);
    },
  }).visit(program);
  return found;
}
