import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../adapters/system/durable-file.ts';
import type { MediaLook, MediaUse } from '../ports/media-use.ts';

/** `<home>/media-unused.json`, and all that a home holds besides its store and may name media. */
export function openMediaUse(home: string): MediaUse {
  const file = join(home, 'media-unused.json');
  return {
    here: async () => {
      const texts = await textsOf(home).catch(() => undefined);
      return texts && new Set(texts.flatMap((text) => text.match(/\b[0-9a-f]{64}\b/g) ?? []));
    },
    lastLook: async () => parse(await readFile(file, 'utf8').catch(() => '')),
    keepLook: async (look) => writeDurably(file, `${JSON.stringify(look)}\n`),
  };
}

/** What is being written, and what waits for a shared storage, also where it is damaged. */
async function textsOf(home: string): Promise<readonly string[]> {
  const writing = (await readdir(home)).filter((name) => name.startsWith('writing-'));
  const waiting = (await filesIn(join(home, 'outbox'))).map((name) => join('outbox', name));
  return Promise.all([...writing, ...waiting].map((name) => readFile(join(home, name), 'utf8')));
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function parse(text: string): MediaLook | undefined {
  try {
    const { at, unused } = JSON.parse(text) as Partial<MediaLook>;
    return typeof at === 'number' && Array.isArray(unused) ? { at, unused } : undefined;
  } catch {
    return undefined;
  }
}
