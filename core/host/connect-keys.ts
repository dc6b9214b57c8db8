import { fingerprintKeys } from '../adapters/x/keys.ts';
import { createXPublisher } from '../adapters/x/publisher.ts';
import type { Clock } from '../ports/clock.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import type { Connection } from './connections.ts';

/** A publisher of its own for a set of keys, whoever they belong to. */
export function connectKeys(keys: AccountKeys, clock: Clock): Connection {
  const publisher = createXPublisher({ apiBaseUrl: keys.apiBaseUrl, keys: () => keys.keys, clock });
  return { keys, fingerprint: fingerprintKeys(keys.keys), publisher };
}
