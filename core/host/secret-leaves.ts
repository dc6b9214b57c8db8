import { isSealed } from '../domain/sealed.ts';
import type { Secrets } from '../ports/secret-store.ts';

/** Every secret of its own, by its path, such as `accounts/alice`. */
export type Leaves = ReadonlyMap<string, unknown>;

/** What stands between secrets and is none. Everything else is sealed, whoever adds it. */
const OPEN: ReadonlySet<string> = new Set(['storage/use', 'proxy/server', 'proxy/user']);

const isGroup = (value: unknown): value is Secrets =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isSealed(value);

export function leavesOf(secrets: Secrets): Leaves {
  return new Map(
    Object.entries(secrets).flatMap(([group, inner]) =>
      isGroup(inner)
        ? Object.entries(inner).flatMap(([name, value]) => {
            const path = `${group}/${name}`;
            return OPEN.has(path) || value === '' ? [] : [[path, value] as const];
          })
        : [],
    ),
  );
}

/** The same secrets with these leaves in place of theirs; those of no group that is there make one. */
export function withLeaves(secrets: Secrets, leaves: Leaves): Secrets {
  const before = leavesOf(secrets);
  const groups = Object.entries(secrets).map(([group, inner]) => {
    if (!isGroup(inner)) return [group, inner] as const;
    const kept = Object.entries(inner).filter(([name]) => !before.has(`${group}/${name}`));
    return [group, Object.fromEntries(kept)] as const;
  });
  const result: Record<string, unknown> = Object.fromEntries(groups);
  for (const [path, value] of leaves) {
    const [group = '', name = ''] = split(path);
    result[group] = { ...(result[group] as Secrets | undefined), [name]: value };
  }
  return result;
}

function split(path: string): readonly string[] {
  const at = path.indexOf('/');
  return [path.slice(0, at), path.slice(at + 1)];
}
