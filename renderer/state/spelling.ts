import { MOST_WORDS, type ShellApi } from '../../core/rpc/shell-contract.ts';
import { createStore, type Store } from './store.ts';

type Asked = Pick<ShellApi, 'checkSpelling' | 'spellingMenu'>;

/** The words that are known to be misspelled. */
export type Spelling = Pick<Store<ReadonlySet<string>>, 'get' | 'subscribe'> & {
  /** Looks up those that are not known yet. */
  check(words: readonly string[]): Promise<void>;
  /** Shows the menu of a misspelled word; resolves with what is to replace it. */
  menu(word: string, at: { readonly x: number; readonly y: number }): Promise<string | null>;
};

/** Enough for a day of writing; then it begins anew. */
const MOST_KNOWN = 20_000;

export function createSpelling(shell: () => Asked): Spelling {
  const wrong = createStore<ReadonlySet<string>>(new Set());
  const known = new Set<string>();

  async function check(words: readonly string[]): Promise<void> {
    if (known.size > MOST_KNOWN) known.clear();
    const unknown = [...new Set(words)].filter((word) => !known.has(word));
    for (let i = 0; i < unknown.length; i += MOST_WORDS) await ask(unknown.slice(i, i + MOST_WORDS));
  }

  async function ask(words: readonly string[]): Promise<void> {
    for (const word of words) known.add(word);
    try {
      const found = new Set(await shell().checkSpelling(words));
      const isChanged = words.some((word) => found.has(word) !== wrong.get().has(word));
      if (isChanged)
        wrong.set((before) => new Set([...before].filter((w) => !words.includes(w)).concat(...found)));
    } catch {
      // Main did not answer. They are asked again with the next change of the text.
      for (const word of words) known.delete(word);
    }
  }

  async function menu(word: string, at: { readonly x: number; readonly y: number }): Promise<string | null> {
    const chosen = await shell()
      .spellingMenu(word, at)
      .catch(() => null);
    // It may have been learned there.
    known.delete(word);
    void check([word]);
    return chosen;
  }

  return { ...wrong, check, menu };
}
