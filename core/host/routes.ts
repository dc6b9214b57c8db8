import { SECOND } from '../domain/time.ts';
import type { Publisher } from '../ports/publisher.ts';
import { inOutage } from '../ports/store-error.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import { connectKeys } from './connect-keys.ts';
import { type Connected, connectAccount } from './connections.ts';
import type { Home } from './home.ts';
import { createRoutedPublisher } from './publishers.ts';

/** Which account's calls go to which X, with which keys. */
export type Routes = {
  readonly publisher: Publisher;
  /** Finds the accounts that keys belong to; those that X does not name yet are asked about again and again. */
  setKeys(keys: readonly AccountKeys[]): Promise<void>;
  close(): void;
};

/** X may be out of reach at the start: unknown keys are asked about again this often, ms. */
const ASK_AGAIN = 30 * SECOND;
/** Start-up does not wait longer than this for X to name an account, ms. */
const ASK_LIMIT = 8 * SECOND;

export function createRoutes({ store, clock, log, service }: Home): Routes {
  const closing = new AbortController();
  const publishers = new Map<string, Publisher>();
  const deps = { accounts: store.accounts, clock, log, openAccount: service.openAccount };

  /** The keys whose account is not known yet. */
  async function connect(keys: readonly AccountKeys[]): Promise<readonly AccountKeys[]> {
    const unknown: AccountKeys[] = [];
    for (const one of keys) {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(ASK_LIMIT)]);
      const connected = await connectAccount(deps, connectKeys(one, clock), signal);
      if (connected.kind === 'connected') await use(connected);
      else unknown.push(one);
    }
    return unknown;
  }

  /** Posts that were held for want of keys go on; those that X itself stopped stay held. */
  async function use({ account, connection }: Connected & { kind: 'connected' }): Promise<void> {
    publishers.set(account.name, connection.publisher);
    if (account.gate.state !== 'held') await service.openAccount(account.name);
  }

  /** The other accounts' posts go out meanwhile. */
  async function connectLater(keys: readonly AccountKeys[]): Promise<void> {
    let unknown = keys;
    while (unknown.length > 0 && !closing.signal.aborted) {
      await clock.sleep(ASK_AGAIN, closing.signal);
      unknown = await connect(unknown).catch(inOutage(() => unknown));
    }
  }

  return {
    publisher: createRoutedPublisher((account) => publishers.get(account)),
    setKeys: async (keys) => {
      void connectLater(await connect(keys));
    },
    close: () => closing.abort(),
  };
}
