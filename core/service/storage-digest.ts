import type { MoveReceipt } from '../domain/seal.ts';
import type { PostRecord } from '../ports/post-store.ts';
import type { Store } from '../ports/store.ts';

export type Sha256 = (text: string) => string;

/** Everything of a storage as one line each, by what it is of. Two storages with equal lines hold the same. */
export type Inventory = { readonly add: (record: PostRecord) => void; readonly finish: () => MoveReceipt };

type Rest = {
  readonly lines: ReadonlyMap<string, string>;
  readonly counts: Pick<MoveReceipt, 'accounts' | 'poison' | 'content'>;
};

/** Takes posts in any order; `rest` is what `readRest` gave. */
export function createInventory(sha256: Sha256, rest: Rest): Inventory {
  const lines = [...rest.lines.values()];
  let posts = 0;
  let history = 0;
  return {
    add: (record) => {
      posts += 1;
      history += record.history.length;
      lines.push(`post ${record.post.id} ${sha256(canonical(record))}`);
    },
    finish: () => ({ posts, history, ...rest.counts, digest: sha256(lines.toSorted().join('\n')) }),
  };
}

/** What is stored besides posts; with `only`, nothing but what has the name of one of its lines. */
export async function readRest(store: Store, sha256: Sha256, only?: Rest): Promise<Rest> {
  const lines = new Map<string, string>();
  const add = (kind: string, id: string, value: unknown): number => {
    const name = `${kind} ${id}`;
    if (only && !only.lines.has(name)) return 0;
    lines.set(name, `${name} ${sha256(canonical(value))}`);
    return 1;
  };
  const total = (added: readonly number[]): number => added.reduce((sum, n) => sum + n, 0);
  const accounts = total(
    (await store.accounts.list()).map((account) => add('account', account.name, account)),
  );
  const poison = total((await store.poison.list()).map((record) => add('poison', record.id, record)));
  const content = total(
    (await store.content.list()).map(({ hash, size }) => add('content', hash, { hash, size })),
  );
  const { processors, pausedUntil, late, plans } = await store.settings.chosen();
  add('settings', '', { processors, pausedUntil: String(pausedUntil), late, plans });
  return { lines, counts: { accounts, poison, content } };
}

/** The same text for the same value, in whatever order its properties are. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
