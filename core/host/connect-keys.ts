import { fingerprintKeys } from '../adapters/x/keys.ts';
import { createXPublisher } from '../adapters/x/publisher.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import type { Connection } from './connections.ts';
import type { Home } from './home.ts';

/** A publisher of its own for a set of keys, whoever they belong to. */
export function connectKeys(
  keys: AccountKeys,
  { clock, vault, network }: Pick<Home, 'clock' | 'vault' | 'network'>,
): Connection {
  const publisher = createXPublisher({
    apiBaseUrl: keys.apiBaseUrl,
    keys: () => keys.keys.reveal(),
    clock,
    vault,
    agent: network.single.https,
  });
  return { keys, fingerprint: fingerprintKeys(keys.keys.reveal()), publisher };
}
