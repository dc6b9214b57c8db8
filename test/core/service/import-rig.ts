import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createFolderContent } from '../../../core/adapters/content/folder.ts';
import { openLocalStore } from '../../../core/adapters/sqlite/open.ts';
import type { Account } from '../../../core/domain/account.ts';
import { HOUR } from '../../../core/domain/time.ts';
import { allPosts } from '../../../core/service/export.ts';
import { importPosts } from '../../../core/service/import.ts';
import { type SourceRow, sourceRow } from '../../../core/service/import-row.ts';
import { createPostService } from '../../../core/service/post-service.ts';
import { createFakeClock, FAKE_START } from '../../fakes/clock.ts';
import { createFakeRandom } from '../../fakes/random.ts';
import { createTempHome } from '../../fakes/temp-home.ts';

export const alice: Account = {
  name: 'alice',
  userId: '1',
  kind: 'sandbox',
  premium: false,
  keysFingerprint: 'f',
  gate: { state: 'open' },
  addedAt: FAKE_START,
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const clock = { now: FAKE_START, zone: undefined, machineZone: 'Europe/Berlin' };
export const soon = new Date(FAKE_START + HOUR).toISOString();

export const row = (fields: Partial<SourceRow>): SourceRow => ({
  ...sourceRow(1),
  parts: [{ text: 'Hello' }],
  at: '2027-04-01T09:00',
  zone: 'Europe/London',
  ...fields,
});
export const rows = (...fields: readonly Partial<SourceRow>[]): readonly SourceRow[] =>
  fields.map((one, i) => row({ row: i + 1, ...one }));

/** A real store in a folder of its own, with one account. */
export async function createRig() {
  const { home, remove } = createTempHome();
  const random = createFakeRandom();
  const ticking = createFakeClock();
  const store = openLocalStore({ home, clock: ticking, random });
  onTestFinished(() => {
    store.close();
    remove();
  });
  await store.accounts.put(alice);
  const content = createFolderContent(join(home, 'media'));
  const deps = { ...store, content, random, sha256, by: 'cli' };
  const service = createPostService({ ...store, clock: ticking, random, by: 'cli' });
  const bring = (source: Iterable<SourceRow>, account = 'alice') =>
    importPosts(source, { ...clock, account }, deps);
  return { store, content, deps, service, bring, posts: () => allPosts(store.posts) };
}
