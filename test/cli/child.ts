import { createSystemClock } from '../../core/adapters/system/clock.ts';
import type { XKeys } from '../../core/adapters/x/keys.ts';
import { Secret } from '../../core/domain/secret.ts';
import { connectKeys } from '../../core/host/connect-keys.ts';
import { openNetwork } from '../../core/host/network.ts';
import { openFileVault } from '../../core/host/vault.ts';

// One of several processes that post for the same account from the same home, all of it at once when told to.

const [home = '', apiBaseUrl = '', keys = '{}', count = '0'] = process.argv.slice(2);
const { publisher } = connectKeys(
  { kind: 'x', apiBaseUrl, keys: new Secret(JSON.parse(keys) as XKeys) },
  { clock: createSystemClock(), vault: openFileVault(home), network: openNetwork(home, {}) },
);
const { signal } = new AbortController();
process.on('disconnect', () => process.exit());
process.on('message', async () => {
  const posts = Array.from({ length: Number(count) }, (_, i) => `${process.pid}: ${i}`);
  const outcomes = await Promise.all(
    posts.map((text) =>
      publisher.publish({ account: 'me', text, deadline: 30_000, maySend: () => true }, signal),
    ),
  );
  process.send?.(outcomes.map(({ kind }) => kind));
});
process.send?.('ready');
