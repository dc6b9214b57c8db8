import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContentSource, ContentTooLargeError, MAX_CONTENT } from '../../ports/content-store.ts';
import { folderError } from './folder-errors.ts';

/** Files that arrive piece by piece, until it is known what they are. */
export type Staging = {
  begin(): string;
  /** @throws ContentTooLargeError, StoreError. False: there is no such file. */
  append(id: string, bytes: Uint8Array): Promise<boolean>;
  /** What has arrived; undefined: there is no such file. */
  source(id: string): ContentSource | undefined;
  drop(id: string): Promise<void>;
};

/** In `folder`, which is this process's own: what another left there is removed. */
export function createStaging(folder: string): Staging {
  const sizes = new Map<string, number>();
  const fileOf = (id: string): string => join(folder, id);
  let isOpen = false;
  const open = (): void => {
    if (isOpen) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    isOpen = true;
  };
  return {
    begin: () => {
      const id = randomUUID();
      sizes.set(id, 0);
      return id;
    },
    append: async (id, bytes) => {
      const before = sizes.get(id);
      if (before === undefined) return false;
      if (before + bytes.byteLength > MAX_CONTENT) throw new ContentTooLargeError();
      sizes.set(id, before + bytes.byteLength);
      try {
        open();
        await appendFile(fileOf(id), bytes, { mode: 0o600 });
      } catch (error) {
        throw folderError(error, folder);
      }
      return true;
    },
    source: (id) => {
      const size = sizes.get(id);
      if (size === undefined) return undefined;
      return () => (size === 0 ? nothing() : (createReadStream(fileOf(id)) as AsyncIterable<Uint8Array>));
    },
    drop: async (id) => {
      if (sizes.delete(id)) await rm(fileOf(id), { force: true });
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
