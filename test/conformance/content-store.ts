import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ContentSource,
  type ContentStore,
  ContentTooLargeError,
  MAX_CONTENT,
} from '../../core/ports/content-store.ts';

export type ContentStoreFixture = {
  readonly store: ContentStore;
  /** Another process's view of the same. */
  readonly other: ContentStore;
  /** What is left when a put of these bytes is killed in the middle. */
  readonly strand: (bytes: Uint8Array) => Promise<void>;
  /** Replaces what is stored under the hash behind the store's back. */
  readonly spoil: (hash: string, bytes: Uint8Array) => Promise<void>;
  /** Lets time pass, so that a change from now on is another time. */
  readonly age: (hash: string) => Promise<void>;
  readonly close: () => Promise<void> | void;
};

const MB = 1024 * 1024;

export const bytesOf = (text: string): Buffer => Buffer.from(text);
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** In chunks that fit no block. */
export function sourceOf(bytes: Uint8Array, chunk = 300_007): ContentSource {
  return async function* () {
    for (let at = 0; at < bytes.byteLength; at += chunk) yield bytes.subarray(at, at + chunk);
  };
}

/** What is stored, whenever that was. */
export async function listed(store: ContentStore) {
  return (await store.list()).map(({ hash, size }) => ({ hash, size }));
}

async function readAll(store: ContentStore, hash: string): Promise<Buffer | undefined> {
  const chunks = await store.read(hash);
  if (!chunks) return undefined;
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read);
}

/** What every content store must do: give it a function that opens an EMPTY one. */
export function contentStoreConformance(name: string, open: () => Promise<ContentStoreFixture>): void {
  describe(`${name}: content store`, () => {
    let fixture: ContentStoreFixture;
    let store: ContentStore;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    it('removes only what was not put or touched since it was looked at', async () => {
      const { hash } = await store.put(sourceOf(bytesOf('a')));
      expect(await store.touch(hashOf(bytesOf('b')))).toBe(false);
      const [found] = await store.list();
      const before = (found?.changedAt ?? 0) - 2_000;
      expect(Math.abs((found?.changedAt ?? 0) - Date.now())).toBeLessThan(60_000);
      expect(await store.remove(hash, before)).toBe(false);
      await fixture.age(hash);
      const [old] = await store.list();
      await fixture.other.put(sourceOf(bytesOf('a')));
      expect(await store.remove(hash, old?.changedAt)).toBe(false);
      await fixture.age(hash);
      const [older] = await store.list();
      expect(await fixture.other.touch(hash)).toBe(true);
      expect(await store.remove(hash, older?.changedAt)).toBe(false);
      expect(await readAll(store, hash)).toEqual(bytesOf('a'));
      const [now] = await store.list();
      expect(await store.remove(hash, now?.changedAt)).toBe(true);
      expect(await listed(store)).toEqual([]);
    });

    it('is empty at first', async () => {
      expect(await listed(store)).toEqual([]);
      expect(await store.has(hashOf(bytesOf('a')))).toBe(false);
      expect(await store.read(hashOf(bytesOf('a')))).toBeUndefined();
      expect(await store.remove(hashOf(bytesOf('a')))).toBe(false);
    });

    it.each([
      ['nothing', 0],
      ['one byte', 1],
      ['a whole block', 4 * MB],
      ['some blocks and a rest', 9 * MB + 17],
    ])('gives %s back as it was', async (_, size) => {
      const bytes = Buffer.alloc(size, 'pérch 🐦');
      const info = { hash: hashOf(bytes), size };
      expect(await store.put(sourceOf(bytes))).toEqual(info);
      expect(await store.has(info.hash)).toBe(true);
      expect((await readAll(fixture.other, info.hash))?.equals(bytes)).toBe(true);
      expect(await listed(fixture.other)).toEqual([info]);
    });

    it('keeps the same bytes once', async () => {
      const bytes = bytesOf('twice');
      expect(await store.put(sourceOf(bytes))).toEqual(await fixture.other.put(sourceOf(bytes)));
      expect(await store.list()).toHaveLength(1);
    });

    it('takes the same bytes from many at once', async () => {
      const bytes = Buffer.alloc(5 * MB, 'together');
      const puts = Array.from({ length: 6 }, (_, i) => (i % 2 ? store : fixture.other).put(sourceOf(bytes)));
      expect(new Set((await Promise.all(puts)).map(({ hash }) => hash))).toEqual(new Set([hashOf(bytes)]));
      expect((await readAll(store, hashOf(bytes)))?.equals(bytes)).toBe(true);
      expect(await listed(store)).toEqual([{ hash: hashOf(bytes), size: bytes.byteLength }]);
    });

    it('removes one, once, and no other', async () => {
      const { hash } = await store.put(sourceOf(bytesOf('a')));
      const kept = await store.put(sourceOf(bytesOf('b')));
      expect(await store.remove(hash)).toBe(true);
      expect(await store.remove(hash)).toBe(false);
      expect(await listed(store)).toEqual([kept]);
    });

    it('knows nothing by a name that is no hash', async () => {
      await store.put(sourceOf(bytesOf('a')));
      for (const odd of ['', '..', '../perch.db', 'A'.repeat(64), `${hashOf(bytesOf('a'))}/`]) {
        expect(await store.has(odd)).toBe(false);
        expect(await store.read(odd)).toBeUndefined();
        expect(await store.remove(odd)).toBe(false);
      }
      expect(await store.list()).toHaveLength(1);
    });

    it('shows nothing of what was being written when somebody was killed, and takes it again', async () => {
      const bytes = Buffer.alloc(5 * MB, 'half');
      await fixture.strand(bytes);
      expect(await listed(store)).toEqual([]);
      expect(await store.has(hashOf(bytes))).toBe(false);
      await store.put(sourceOf(bytes));
      expect((await readAll(store, hashOf(bytes)))?.equals(bytes)).toBe(true);
      expect(await store.list()).toHaveLength(1);
    });

    it.each([
      ['cut off', (bytes: Buffer) => bytes.subarray(0, -1)],
      ['empty', () => Buffer.alloc(0)],
      ['another one', (bytes: Buffer) => Buffer.concat([bytes.subarray(1), bytesOf('x')])],
    ])('never gives the whole of one that is %s', async (_, spoiled) => {
      const bytes = Buffer.alloc(5 * MB, 'whole');
      const { hash } = await store.put(sourceOf(bytes));
      await fixture.spoil(hash, spoiled(bytes));
      await expect(readAll(store, hash)).rejects.toMatchObject({ name: 'StoreError', code: 'corrupt' });
    });

    it('mends one that was cut off when it is put again', async () => {
      const bytes = bytesOf('whole');
      const { hash } = await store.put(sourceOf(bytes));
      await fixture.spoil(hash, bytes.subarray(0, 2));
      await store.put(sourceOf(bytes));
      expect((await readAll(store, hash))?.equals(bytes)).toBe(true);
    });

    it('takes no more than X does, and keeps nothing of it', async () => {
      const block = Buffer.alloc(64 * MB);
      const tooMuch: ContentSource = async function* () {
        for (let at = 0; at < MAX_CONTENT + 1; at += block.byteLength) yield block;
      };
      await expect(store.put(tooMuch)).rejects.toThrow(ContentTooLargeError);
      expect(await listed(store)).toEqual([]);
    });

    it('keeps nothing when the source breaks off', async () => {
      const broken: ContentSource = async function* () {
        yield Buffer.alloc(5 * MB);
        throw new Error('the camera was unplugged');
      };
      await expect(store.put(broken)).rejects.toThrow('unplugged');
      expect(await listed(store)).toEqual([]);
    });
  });
}
