import { SECOND } from '../domain/time.ts';
import type { Publisher } from '../ports/publisher.ts';
import { inOutage } from '../ports/store-error.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import { connectKeys } from './connect-keys.ts';
import { type Connected, type Connection, connectAccount } from './connections.ts';
import type { Home } from './home.ts';
import { createRoutedPublisher } from './publishers.ts';
import type { HostOptions } from './worker-host.ts';

/** Which account's calls go to which X, with which keys. */
export type Routes = {
  readonly publisher: Publisher;
  /** Finds the accounts that keys belong to; those that X does not name yet are asked about again and again. */
  setKeys(keys: readonly AccountKeys[]): Promise<void>;
  /** Nothing goes out for the account any more, until there are keys of it again. */
  forget(account: string): void;
  close(): void;
};

/** X may be out of reach at the start: unknown keys are asked about again this often, ms. */
const ASK_AGAIN = 30 * SECOND;
/** Start-up does not wait longer than this for X to name an account, ms. */
const ASK_LIMIT = 8 * SECOND;

export function createRoutes(home: Home, reread: HostOptions['reread']): Routes {
  const { clock, log, service } = home;
  const closing = new AbortController();
  const connections = new Map<string, Connection>();
  /** Fingerprints of keys whose account is not known yet. */
  const unknown = new Set<string>();

  /** Those whose account is still not known. */
  async function connect(wanted: readonly Connection[]): Promise<readonly Connection[]> {
    const left: Connection[] = [];
    for (const one of wanted) {
      const connected = await ask(home, one, unknown.has(one.fingerprint), closing.signal);
      if (connected.kind === 'connected') {
        unknown.delete(one.fingerprint);
        await use(connected);
      } else {
        unknown.add(one.fingerprint);
        left.push(one);
      }
    }
    return left;
  }

  /** Posts that were held for want of keys go on; those that X itself stopped stay held. */
  async function use({ account, connection }: Connected & { kind: 'connected' }): Promise<void> {
    connections.set(account.name, connection);
    if (account.gate.state !== 'held') await service.openAccount(account.name);
  }

  /** The other accounts' posts go out meanwhile. */
  async function connectLater(first: readonly Connection[]): Promise<void> {
    let left = first;
    while (left.length > 0 && !closing.signal.aborted) {
      await clock.sleep(ASK_AGAIN, closing.signal);
      left = await connect(left).catch(inOutage(() => left));
    }
  }

  /** Keys that are in use, or asked about already, stay as they are. */
  async function setKeys(keys: readonly AccountKeys[]): Promise<void> {
    const inUse = new Set([...connections.values()].map(({ fingerprint }) => fingerprint));
    const fresh = keys
      .map((one) => connectKeys(one, home))
      .filter(({ fingerprint }) => !inUse.has(fingerprint) && !unknown.has(fingerprint));
    void connectLater(await connect(fresh));
  }

  /** What cannot be read now leaves everything as it is. */
  const readAgain = (): Promise<void> =>
    reread()
      .then(setKeys)
      .catch((error: unknown) => log.warn('the keys could not be read again', { error: String(error) }));

  return {
    publisher: createRoutedPublisher((account) => connections.get(account)?.publisher, readAgain),
    setKeys,
    forget: (account) => void connections.delete(account),
    close: () => closing.abort(),
  };
}

/** Whose keys they are. That X names no account for some is said once. */
function ask(
  { store, clock, log, service }: Home,
  connection: Connection,
  isAgain: boolean,
  closing: AbortSignal,
): Promise<Connected> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(ASK_LIMIT)]);
  const said = isAgain ? { ...log, warn: log.debug } : log;
  const deps = { accounts: store.accounts, clock, log: said, openAccount: service.openAccount };
  return connectAccount(deps, connection, signal);
}
