import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from '../../domain/seal.ts';
import { sealSentence } from '../../domain/seal.ts';
import { formatInstant } from '../../domain/zone.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../ports/store.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { End } from '../../service/storage-ends.ts';
import { moveStorage } from '../../service/storage-move.ts';
import type { BackupCounts } from './backup-format.ts';
import { type CheckedBackup, checkBackup } from './backup-read.ts';
import { openUnpacked, unpackBackup } from './backup-unpack.ts';

export type Restored = {
  /** What the file has. */
  readonly counts: BackupCounts;
  /** Posts that came in, now or in an earlier run that was interrupted. */
  readonly posts: number;
  /** Posts that were here already and stayed as they are. */
  readonly kept: number;
};

export type RestoreOptions = {
  /** Where the posts go, empty or used. */
  readonly to: End;
  /** Of the home: what is unpacked is beside its files until it is in. */
  readonly home: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly onProgress?: (posts: number) => void;
};

/**
 * Brings a backup into a storage. The file is read to its end before anything is written. Then it is unpacked
 * beside the home and moved in as between storages: sealed, compared, and the same file again goes on wherever
 * it was killed. Call it while no worker of this home runs.
 * @throws FileError, MoveError, StoreError
 */
export async function restoreBackup(path: string, options: RestoreOptions): Promise<Restored> {
  const backup = await checkBackup(path);
  const from = placeOf(backup);
  await refuseOtherSeal(options.to, from);
  const folder = join(options.home, `restoring-${backup.digest.slice(0, 12)}`);
  try {
    const source = await unpackOnce(path, folder, options);
    try {
      const { posts } = await moveIn({ store: source, place: from, shared: false }, options);
      return { counts: backup.counts, posts, kept: backup.counts.posts - posts };
    } finally {
      source.close();
    }
  } finally {
    // Under a seal the next run goes on with it; without one all of it is in, or nothing.
    if (await isOpen(options.to)) await rm(folder, { recursive: true, force: true });
  }
}

/** Posts that are in force elsewhere must not come to life here as well. */
async function refuseOtherSeal({ store }: End, from: Place): Promise<void> {
  const seal = await store.settings.seal({ fresh: true });
  if (seal && !(seal.kind === 'arriving' && seal.place.key === from.key))
    throw new StoreError('sealed', sealSentence(seal));
}

async function isOpen({ store }: End): Promise<boolean> {
  try {
    return (await store.settings.seal({ fresh: true })) === undefined;
  } catch {
    return false;
  }
}

async function unpackOnce(
  path: string,
  folder: string,
  { to, clock, random }: RestoreOptions,
): Promise<Store> {
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return openUnpacked(folder, clock, random);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const into = openUnpacked(folder, clock, random);
  await unpackBackup(path, { into, here: to.store, now: clock.now(), nonce: random.uuid });
  writeFileSync(complete, '', { flush: true });
  return into;
}

function moveIn(from: End, { to, clock, random, onProgress }: RestoreOptions) {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  return moveStorage({ from, to, clock, random, sha256, onProgress: ({ posts }) => onProgress?.(posts) });
}

const placeOf = ({ head, digest }: CheckedBackup): Place => ({
  kind: 'backup',
  name: `the backup of ${formatInstant(head.at, 'UTC')}`,
  key: `backup:${digest}`,
});
