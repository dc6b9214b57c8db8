import type { Account, Gate } from '../../domain/account.ts';
import { SECOND } from '../../domain/time.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import { encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import { createMemory } from './memory.ts';
import type { Partition, Properties, Row } from './table.ts';

/** ms */
const KEEP = 5 * SECOND;

/**
 * Accounts in the order in which they were added; keys are never here. One request each, and none to hear again
 * within five seconds that an account may post. That it may not is always asked anew: a post that is held for
 * a gate that somebody has opened meanwhile would stay held.
 */
export function createAccountStore(partition: Partition, monotonic: () => number): AccountStore {
  const read = async (): Promise<readonly Account[]> =>
    (await partition.range(startingWith(''))).map(toAccount).toSorted((a, b) => a.addedAt - b.addedAt);
  const known = createMemory(read, monotonic, KEEP);
  const find = (accounts: readonly Account[], name: string): Account | undefined =>
    accounts.find((account) => account.name === name);

  async function write<T>(change: () => Promise<T>): Promise<T> {
    try {
      return await change();
    } finally {
      known.forget();
    }
  }

  return {
    list: () => known.fresh(),
    get: async (name) => {
      const account = find(await known.get(), name);
      return account?.gate.state === 'open' ? account : find(await known.fresh(), name);
    },
    put: ({ gate, ...account }) =>
      write(() =>
        partition.put(encodeKey(account.name), {
          ...writeLong('account', JSON.stringify(account)),
          ...writeGate(gate),
        }),
      ),
    setGate: async (name, gate) => {
      await write(() => partition.patch(encodeKey(name), writeGate(gate)));
    },
    remove: (name) => write(() => partition.remove(encodeKey(name))),
  };
}

/** A property of its own, so that it changes without what else is known of the account. */
const writeGate = (gate: Gate): Properties => ({ gate: JSON.stringify(gate) });

const toAccount = ({ properties }: Row): Account => ({
  ...(JSON.parse(readLong('account', properties)) as Omit<Account, 'gate'>),
  gate: JSON.parse(properties['gate'] ?? '') as Gate,
});
