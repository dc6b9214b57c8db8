import { createHash } from 'node:crypto';
import { fingerprintKeys } from '../adapters/x/keys.ts';
import type { AccountKeys, DemoSeed } from '../rpc/worker-messages.ts';
import { demoRecords } from '../service/demo.ts';
import type { Home } from './home.ts';

/**
 * Fills the home of a demo, once: where there is a post already, nothing is added. The only account is that of
 * the sandbox. Call it before the home's worker starts.
 */
export async function seedDemo(home: Home, seed: DemoSeed, keys: AccountKeys): Promise<void> {
  const { store, clock } = home;
  if (keys.kind !== 'sandbox' || home.storage.kind !== 'local')
    throw new Error('Only a sandbox on this computer is filled with a demo.');
  const counts = await store.posts.counts();
  if (Object.values(counts).every((count) => count === 0)) {
    await store.accounts.put({
      name: seed.account.name,
      userId: seed.account.userId,
      kind: 'sandbox',
      premium: false,
      keysFingerprint: fingerprintKeys(keys.keys.reveal()),
      gate: { state: 'open' },
      addedAt: clock.now(),
    });
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    const account = seed.account.name;
    await store.posts.adopt(
      demoRecords({ now: seed.now, zone: seed.zone, account, tweetIds: seed.tweetIds, sha256 }),
    );
  }
  // What was adopted is frozen, and this may have been killed before.
  await store.posts.thaw();
}
