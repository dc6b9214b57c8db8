import type { Room } from '../domain/dispatch.ts';
import { monthOf, purseOf, sumOf, toMilli } from '../domain/spending.ts';
import type { ProcessorPorts } from './context.ts';

/**
 * What the monthly cap leaves. Lanes of this worker ask one after the other, so that none spends what another has
 * just taken: alone at its store a worker never exceeds the cap. Several workers of one store do by at most what
 * the others arm between the asking and the arm, `MOST_AHEAD` posts each.
 */
export type Budget = {
  /** Runs `arm` with the room for posts of the account; undefined: there is no cap. */
  within<T>(account: string, arm: (room: Room | undefined) => Promise<T>): Promise<T>;
};

type Ports = Pick<ProcessorPorts, 'settings' | 'posts' | 'accounts' | 'clock'>;

export function createBudget(ports: Ports): Budget {
  let last: Promise<unknown> = Promise.resolve();
  return {
    within: async (account, arm) => {
      const cap = await ports.settings.spendCap();
      if (cap === null) return arm(undefined);
      const turn = last.then(async () => arm(await roomFor(ports, account, cap)));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

async function roomFor({ posts, accounts, clock }: Ports, account: string, capUsd: number): Promise<Room> {
  const known = await accounts.list();
  const charges = await posts.charges(monthOf(clock.now()));
  const purse = purseOf(known, account);
  const reserved = sumOf(
    charges.filter(({ kind }) => kind === 'reserved'),
    known,
    purse,
  );
  return { left: toMilli(capUsd) - sumOf(charges, known, purse), reserved };
}
