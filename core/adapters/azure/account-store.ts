import type { Account, Gate } from '../../domain/account.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import type { Head } from './head.ts';
import { encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import { createMemory } from './memory.ts';
import type { Partition, Properties, Row } from './table.ts';

/**
 * Accounts in the order in which they were added; keys are never here. One request each, and none while it is
 * remembered that an account may post (see memory.ts). That it may not is always asked anew: a post that is
 * held for a gate that somebody has opened meanwhile would stay held.
 */
export function createAccountStore(partition: Partition, head: Head, monotonic: () => number): AccountStore {
  const read = async (): Promise<readonly Account[]> =>
    (await partition.range(startingWith(''))).map(toAccount).toSorted((a, b) => a.addedAt - b.addedAt);
  const known = createMemory(read, { head, bell: 'accounts', monotonic });
  const find = (accounts: readonly Account[], name: string): Account | undefined =>
    accounts.find((account) => account.name === name);

  return {
    list: () => known.fresh(),
    get: async (name) => {
      const account = find(await known.get(), name);
      return account?.gate.state === 'open' ? account : find(await known.fresh(), name);
    },
    put: ({ gate, ...account }) =>
      known.write(() =>
        partition.put(encodeKey(account.name), {
          ...writeLong('account', JSON.stringify(account)),
          ...writeGate(gate),
        }),
      ),
    setGate: async (name, gate) => {
      await known.write(() => partition.patch(encodeKey(name), writeGate(gate)));
    },
    remove: (name) => known.write(() => partition.remove(encodeKey(name))),
  };
}

/** A property of its own, so that it changes without what else is known of the account. */
const writeGate = (gate: Gate): Properties => ({ gate: JSON.stringify(gate) });

const toAccount = ({ properties }: Row): Account => ({
  ...(JSON.parse(readLong('account', properties)) as Omit<Account, 'gate'>),
  gate: JSON.parse(properties['gate'] ?? '') as Gate,
});
