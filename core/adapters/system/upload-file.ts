import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Upload } from '../../domain/upload.ts';
import type { Clock } from '../../ports/clock.ts';
import type { UploadMemory } from '../../ports/upload-memory.ts';
import { writeDurably } from './durable-file.ts';

/**
 * `<home>/uploads.json`, for the one worker of the home. What X has forgotten is dropped with the next write; a
 * file that cannot be read is begun anew.
 */
export function openUploadFile(home: string, clock: Pick<Clock, 'now'>): UploadMemory {
  const file = join(home, 'uploads.json');
  let uploads: ReadonlyMap<string, Upload> | undefined;
  const all = (): ReadonlyMap<string, Upload> => {
    uploads ??= read(file);
    return uploads;
  };
  const write = (next: ReadonlyMap<string, Upload>): void => {
    const kept = [...next].filter(([, { expiresAt }]) => expiresAt > clock.now());
    writeDurably(file, `${JSON.stringify(Object.fromEntries(kept))}\n`);
    uploads = new Map(kept);
  };
  return {
    read: async (key) => all().get(key),
    keep: async (key, upload) => write(new Map(all()).set(key, upload)),
    forget: async (keys) => {
      if (!keys.some((key) => all().has(key))) return;
      write(new Map([...all()].filter(([key]) => !keys.includes(key))));
    },
  };
}

function read(file: string): ReadonlyMap<string, Upload> {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Partial<Upload>>>;
    return new Map(Object.entries(stored).filter((entry): entry is [string, Upload] => isUpload(entry[1])));
  } catch {
    return new Map();
  }
}

const isUpload = ({ mediaId, expiresAt, sent, phase }: Partial<Upload>): boolean =>
  typeof mediaId === 'string' &&
  typeof expiresAt === 'number' &&
  typeof sent === 'number' &&
  (phase === 'sending' || phase === 'processing' || phase === 'received');
