import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { HEAD_BYTES, recogniseMedia } from '../core/domain/media-bytes.ts';

const ADDRESS = /^\/media\/([0-9a-f]{64})$/;
const RANGE = /^bytes=(\d{1,12})-(\d{0,12})$/;

/** The hash in the path of an address; undefined: it names no media. */
export const mediaHash = (path: string): string | undefined => ADDRESS.exec(path)?.[1];

/**
 * Media by their hash from Perch's own folder, in pieces as players ask for them. Its type is what the bytes say.
 * Undefined: it is not there, or none that is shown.
 */
export async function mediaResponse(
  folder: string,
  hash: string,
  range: string | null,
  headersFor: (type: string) => Record<string, string>,
): Promise<Response | undefined> {
  const file = join(folder, hash.slice(0, 2), hash);
  const size = (await stat(file).catch(() => undefined))?.size;
  const type = size === undefined ? undefined : await typeOf(file);
  if (size === undefined || type === undefined) return undefined;
  const headers = { ...headersFor(type), 'Accept-Ranges': 'bytes' };
  const [, from, to] = RANGE.exec(range ?? '') ?? [];
  if (from === undefined) return new Response(stream(file, 0, size - 1), { headers: sized(headers, size) });
  const start = Number(from);
  const end = Math.min(to ? Number(to) : size - 1, size - 1);
  if (start > end)
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } });
  const part = { ...sized(headers, end - start + 1), 'Content-Range': `bytes ${start}-${end}/${size}` };
  return new Response(stream(file, start, end), { status: 206, headers: part });
}

const sized = (headers: Record<string, string>, length: number): Record<string, string> => ({
  ...headers,
  'Content-Length': String(length),
});

const stream = (file: string, start: number, end: number): ReadableStream =>
  Readable.toWeb(createReadStream(file, { start, end })) as ReadableStream;

async function typeOf(file: string): Promise<string | undefined> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return recogniseMedia(buffer.subarray(0, bytesRead))?.type;
  } finally {
    await handle.close();
  }
}
