import { RestError } from '@azure/data-tables';
import type { ContainerClient } from '@azure/storage-blob';
import { SECOND } from '../../domain/time.ts';
import type { ContentInfo, ContentSource, ContentStore, StoredContent } from '../../ports/content-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { createMeter, isHash, verified } from '../content/bytes.ts';
import { call, callUnless, PLACE_GONE } from './errors.ts';

/** Bytes of one request. */
const BLOCK = 4 * 1024 * 1024;
/** A block at 70 KB/s, ms. */
const BLOCK_LIMIT = 60 * SECOND;
const NOT_FOUND = 404;
const ALREADY_THERE = 409;
const CHANGED_SINCE = 412;

/**
 * Media as blobs `<workspace>/<hash>`. A blob appears as a whole, when its list of blocks is committed; the
 * blocks of an upload that was cut off are nobody's and Azure drops them after a week. Block ids follow from
 * the place in the file, so two machines that store the same bytes at once store the same blocks. The container
 * is made by the first put: most people never attach anything.
 */
export function createContentStore(container: ContainerClient, workspace: string): ContentStore {
  const blobOf = (hash: string) => container.getBlockBlobClient(`${workspace}/${hash}`);
  const sizeOf = async (hash: string): Promise<number | undefined> => {
    if (!isHash(hash)) return undefined;
    const found = await unlessGone(() =>
      callUnless([NOT_FOUND], (options) => blobOf(hash).getProperties(options)),
    );
    return found?.contentLength;
  };
  /** Writes something that nobody reads: it makes the blob as new as one that was put now. */
  const touch = async (hash: string): Promise<boolean> => {
    if (!isHash(hash)) return false;
    const touched = await unlessGone(() =>
      callUnless([NOT_FOUND], (options) => blobOf(hash).setMetadata({ used: 'again' }, options)),
    );
    return touched !== undefined;
  };
  return {
    touch,
    put: async (source) => {
      const info = await measure(source);
      if ((await sizeOf(info.hash)) === info.size && (await touch(info.hash))) return info;
      try {
        await upload(blobOf(info.hash), info, source);
      } catch (error) {
        if (!isGone(error)) throw error;
        await makeContainer(container);
        await upload(blobOf(info.hash), info, source);
      }
      return info;
    },
    read: async (hash) => {
      const size = await sizeOf(hash);
      return size === undefined ? undefined : verified(download(blobOf(hash), size), hash);
    },
    has: async (hash) => (await sizeOf(hash)) !== undefined,
    list: async () => (await unlessGone(() => listAll(container, `${workspace}/`))) ?? [],
    remove: async (hash, unchangedSince) => {
      if (!isHash(hash)) return false;
      const conditions = unchangedSince === undefined ? {} : { ifUnmodifiedSince: new Date(unchangedSince) };
      const removed = await unlessGone(() =>
        callUnless([NOT_FOUND, CHANGED_SINCE], (options) => blobOf(hash).delete({ ...options, conditions })),
      );
      return removed !== undefined;
    },
  };
}

type Blob = ReturnType<ContainerClient['getBlockBlobClient']>;

async function measure(source: ContentSource): Promise<ContentInfo> {
  const meter = createMeter();
  for await (const chunk of source()) meter.add(chunk);
  return meter.info();
}

/** Nothing is there before the last request, which is not made when the bytes were not those of before. */
async function upload(blob: Blob, { hash }: ContentInfo, source: ContentSource): Promise<void> {
  const meter = createMeter();
  const ids: string[] = [];
  for await (const block of inBlocks(source())) {
    meter.add(block);
    const id = Buffer.from(String(ids.length).padStart(6, '0')).toString('base64');
    await call((options) => blob.stageBlock(id, block, block.byteLength, options), BLOCK_LIMIT);
    ids.push(id);
  }
  if (meter.info().hash !== hash)
    throw new StoreError('busy', 'The file changed while it was saved, so it was not: attach it again.');
  await call((options) => blob.commitBlockList(ids, options));
}

async function* inBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let rest = chunk;
    while (size + rest.byteLength >= BLOCK) {
      const fits = BLOCK - size;
      yield Buffer.concat([...held, rest.subarray(0, fits)]);
      rest = rest.subarray(fits);
      held = [];
      size = 0;
    }
    if (rest.byteLength > 0) held.push(rest);
    size += rest.byteLength;
  }
  if (size > 0) yield Buffer.concat(held);
}

async function* download(blob: Blob, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += BLOCK) {
    const count = Math.min(BLOCK, size - at);
    yield await call((options) => blob.downloadToBuffer(at, count, options), BLOCK_LIMIT);
  }
}

async function listAll(container: ContainerClient, prefix: string): Promise<readonly StoredContent[]> {
  const found: StoredContent[] = [];
  let continuationToken: string | undefined;
  do {
    const paging = continuationToken === undefined ? {} : { continuationToken };
    const { value } = await call((options) =>
      container
        .listBlobsFlat({ ...options, prefix })
        .byPage(paging)
        .next(),
    );
    for (const { name, properties } of value?.segment.blobItems ?? []) {
      const hash = name.slice(prefix.length);
      const { contentLength = 0, lastModified } = properties;
      if (isHash(hash)) found.push({ hash, size: contentLength, changedAt: lastModified.getTime() });
    }
    continuationToken = value?.continuationToken || undefined;
  } while (continuationToken);
  return found;
}

const isGone = (error: unknown): boolean => error instanceof StoreError && error.cause === PLACE_GONE;

/** In a container that is not there yet there is nothing. */
async function unlessGone<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

async function makeContainer(container: ContainerClient): Promise<void> {
  await call(async (options) => {
    try {
      await container.create(options);
    } catch (error) {
      if (!(error instanceof RestError && error.statusCode === ALREADY_THERE)) throw error;
    }
  });
}
