import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { readJsonRow } from '../service/import-json.ts';
import type { SourceRow } from '../service/import-row.ts';
import { failure } from './failure.ts';

const MB = 1_000_000;
const MAX_SIZE = 100 * MB;

/**
 * The rows of a .csv or .json file.
 * @throws Failure with one sentence when the file as a whole cannot be read as one
 */
export async function readRows(path: string, zoneGiven: boolean): Promise<readonly SourceRow[]> {
  const kind = extname(path).toLowerCase();
  if (kind !== '.csv' && kind !== '.json') {
    throw failure(
      'unknown-format',
      `Perch cannot tell what ${path} is: name a file that ends in .csv or .json.`,
    );
  }
  const text = await readText(path);
  if (kind === '.json') return readJson(text, path);
  const { readPostsCsv } = await import('./posts-csv.ts');
  return readPostsCsv(text, zoneGiven);
}

async function readText(path: string): Promise<string> {
  // One handle for both questions: a path may be another file a moment later.
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > MAX_SIZE) {
      const limit = `an import takes at most ${MAX_SIZE / MB} MB`;
      throw failure(
        'too-large',
        `${path} has ${Math.ceil(size / MB)} MB and ${limit}: split it into several files.`,
      );
    }
    return decode(await file.readFile(), path);
  } finally {
    await file.close();
  }
}

function decode(bytes: Buffer, path: string): string {
  try {
    // Takes off a byte order mark, as Excel writes it.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw failure(
      'not-utf8',
      `${path} is not UTF-8 text: save it again as "CSV UTF-8" or with the encoding UTF-8.`,
    );
  }
}

function readJson(text: string, path: string): readonly SourceRow[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const place = /line \d+ column \d+/.exec(String(error))?.[0];
    const where = place === undefined ? '' : ` (${place})`;
    throw failure(
      'bad-json',
      `${path} is not readable as JSON${where}: give the output of \`perch list --json\`.`,
    );
  }
  if (!Array.isArray(value)) {
    throw failure(
      'bad-json',
      `${path} holds no array: give an array of posts as \`perch list --json\` prints it.`,
    );
  }
  return value.map((row: unknown, i) => readJsonRow(row, i + 1));
}
