import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { Store } from '../../ports/store.ts';
import { eachRecord } from '../../service/each-record.ts';
import { BACKUP_VERSION, type BackupCounts, type BackupLine, FOREVER } from './backup-format.ts';
import { intoPackedFile } from './whole-file.ts';

/** Between two reports of progress, in posts. */
const REPORTED = 500;
/** Divisible by 3, so that base64 has no padding in the middle of a file. */
const CHUNK = 48 * 1024;

export type BackupOptions = {
  readonly now: Instant;
  /** Of Perch. */
  readonly version: string;
  readonly onProgress?: (posts: number) => void;
};

/**
 * Writes everything of a store but keys into one file: gzipped lines of JSON, the last with a digest of all
 * before it. Nothing of it is in memory at once. The store may be in use meanwhile.
 */
export async function writeBackup(path: string, store: Store, options: BackupOptions): Promise<BackupCounts> {
  const counts = { posts: 0, history: 0, accounts: 0, poison: 0, content: 0 };
  await intoPackedFile(path, digested(linesOf(store, counts, options)));
  return counts;
}

/** Adds the line that proves the others. */
async function* digested(lines: AsyncIterable<BackupLine>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const line of lines) {
    const text = `${JSON.stringify(line)}\n`;
    hash.update(text);
    yield text;
  }
  yield `${JSON.stringify({ sha256: hash.digest('hex') })}\n`;
}

async function* linesOf(
  store: Store,
  counts: { -readonly [K in keyof BackupCounts]: number },
  { now, version, onProgress }: BackupOptions,
): AsyncGenerator<BackupLine> {
  yield { perch: 'backup', version: BACKUP_VERSION, at: now, by: version };
  const { pausedUntil, ...settings } = await store.settings.chosen();
  yield { settings: { ...settings, pausedUntil: pausedUntil === Infinity ? FOREVER : pausedUntil } };
  for (const account of await store.accounts.list()) {
    counts.accounts += 1;
    yield { account };
  }
  for (const poison of await store.poison.list()) {
    counts.poison += 1;
    yield { poison };
  }
  for await (const record of eachRecord(store.posts)) {
    counts.posts += 1;
    counts.history += record.history.length;
    yield { post: record };
    if (counts.posts % REPORTED === 0) onProgress?.(counts.posts);
  }
  // After the posts: what they need was there before them, as media are copied in first.
  for (const { hash, size } of await store.content.list()) {
    counts.content += 1;
    yield { content: { hash, size } };
    yield* bytesOf(store.content, hash);
  }
  yield { end: { ...counts } };
}

async function* bytesOf(content: ContentStore, hash: string): AsyncGenerator<BackupLine> {
  for await (const chunk of (await content.read(hash)) ?? []) {
    const bytes = Buffer.from(chunk);
    for (let i = 0; i < bytes.length; i += CHUNK)
      yield { bytes: bytes.subarray(i, i + CHUNK).toString('base64') };
  }
}
