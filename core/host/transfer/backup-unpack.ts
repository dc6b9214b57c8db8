import { join } from 'node:path';
import { createFolderContent } from '../../adapters/content/folder.ts';
import { openLocalStore } from '../../adapters/sqlite/open.ts';
import type { Instant } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PostRecord } from '../../ports/post-store.ts';
import type { Random } from '../../ports/random.ts';
import type { ChosenSettings } from '../../ports/settings-store.ts';
import type { Store } from '../../ports/store.ts';
import { mergeRecord, mergeSettings } from '../../service/backup-merge.ts';
import { type BackupLine, type BackupSettings, FOREVER } from './backup-format.ts';
import { readBackup } from './backup-read.ts';

/** A storage in a folder of its own, for as long as a backup is on its way in. */
export function openUnpacked(folder: string, clock: Clock, random: Random): Store {
  const content = createFolderContent(join(folder, 'media'));
  return { ...openLocalStore({ home: folder, clock, random }), content };
}

export type Unpacking = {
  readonly into: Store;
  /** The storage that it will come beside: what that has already is left out. */
  readonly here: Store;
  readonly now: Instant;
  readonly nonce: () => string;
};

const BATCH = 100;

/** What of a checked backup is to come in, as it is to come in. */
export async function unpackBackup(path: string, unpacking: Unpacking): Promise<void> {
  const { into } = unpacking;
  const lines = readBackup(path);
  const posts = createBatches(into);
  let next = await lines.next();
  while (!next.done) {
    const line = next.value;
    if ('content' in line) {
      next = await unpackContent(line.content, lines, unpacking);
      continue;
    }
    if ('post' in line) await posts.add(await mergeOne(line.post, unpacking));
    else await unpackLine(line, unpacking);
    next = await lines.next();
  }
  await posts.flush();
  await into.posts.thaw();
}

type Lines = AsyncGenerator<BackupLine, void>;

function createBatches({ posts }: Store) {
  let batch: PostRecord[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await posts.adopt(batch);
    batch = [];
  };
  return {
    flush,
    add: async (record: PostRecord | undefined): Promise<void> => {
      if (record) batch.push(record);
      if (batch.length >= BATCH) await flush();
    },
  };
}

async function mergeOne(
  record: PostRecord,
  { here, now, nonce }: Unpacking,
): Promise<PostRecord | undefined> {
  const merged = await mergeRecord(record, here, { now, nonce: nonce() });
  return merged.kind === 'taken' ? merged.record : undefined;
}

async function unpackLine(line: BackupLine, { into, here }: Unpacking): Promise<void> {
  if ('settings' in line) await into.settings.adopt(await settingsFor(line.settings, here));
  if ('account' in line && !(await here.accounts.get(line.account.name)))
    await into.accounts.put(line.account);
  if ('poison' in line && !(await here.poison.get(line.poison.id))) await into.poison.put(line.poison);
}

/** Streams the bytes that follow. @returns the line after them */
async function unpackContent(
  { hash, size }: { readonly hash: string; readonly size: number },
  lines: Lines,
  { into, here }: Unpacking,
): Promise<IteratorResult<BackupLine, void>> {
  let next = await lines.next();
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (; !next.done && 'bytes' in next.value; next = await lines.next())
      yield Buffer.from(next.value.bytes, 'base64');
  }
  if (await here.content.touch(hash)) {
    for await (const _ of bytes());
    return next;
  }
  const stored = await into.content.put(bytes);
  if (stored.hash !== hash || stored.size !== size)
    throw new Error(`The media ${hash} of the backup came out as ${stored.hash}`);
  return next;
}

async function settingsFor(
  { pausedUntil, ...settings }: BackupSettings,
  here: Store,
): Promise<ChosenSettings> {
  const counts = await here.posts.counts();
  const isUsed = Object.values(counts).some((count) => count > 0);
  const until = pausedUntil === FOREVER ? Number.POSITIVE_INFINITY : pausedUntil;
  return mergeSettings({ ...settings, pausedUntil: until }, await here.settings.chosen(), isUsed);
}
