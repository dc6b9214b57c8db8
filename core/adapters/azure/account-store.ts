import type { Account, Gate } from '../../domain/account.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import { encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import type { Partition, Properties, Row } from './table.ts';

/** Accounts in the order in which they were added. One request each. Keys are never here. */
export function createAccountStore(partition: Partition): AccountStore {
  return {
    list: async () =>
      (await partition.range(startingWith(''))).map(toAccount).toSorted((a, b) => a.addedAt - b.addedAt),
    get: async (name) => {
      const row = await partition.read(encodeKey(name));
      return row && toAccount(row);
    },
    put: ({ gate, ...account }) =>
      partition.put(encodeKey(account.name), {
        ...writeLong('account', JSON.stringify(account)),
        ...writeGate(gate),
      }),
    setGate: async (name, gate) => {
      await partition.patch(encodeKey(name), writeGate(gate));
    },
    remove: (name) => partition.remove(encodeKey(name)),
  };
}

/** A property of its own, so that it changes without what else is known of the account. */
const writeGate = (gate: Gate): Properties => ({ gate: JSON.stringify(gate) });

const toAccount = ({ properties }: Row): Account => ({
  ...(JSON.parse(readLong('account', properties)) as Omit<Account, 'gate'>),
  gate: JSON.parse(properties['gate'] ?? '') as Gate,
});
