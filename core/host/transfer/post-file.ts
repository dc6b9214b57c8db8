import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  detectLayout,
  type FileKind,
  type Layout,
  layoutProblem,
  withDates,
} from '../../domain/import-layout.ts';
import { readJsonRow } from '../../service/import-json.ts';
import type { SourceRow } from '../../service/import-row.ts';
import { delimiterOf, type Line, readLines } from './csv-lines.ts';
import { FileError } from './file-error.ts';
import { rowsOfLayout } from './mapped-csv.ts';
import { isPostsHeader, readPostsCsv } from './posts-csv.ts';

const MB = 1_000_000;
const MAX_SIZE = 100 * MB;
/** Rows of a CSV file that a guess at its columns looks at. */
const LOOKED_AT = 2_000;

export type FileChoices = {
  /** A zone stands by for rows without one. */
  readonly zoneGiven: boolean;
  /** How to read a CSV file that is not Perch's own; undefined: as it looks. */
  readonly layout?: Layout | undefined;
  /** A file that is nobody's known format is only read with a layout. */
  readonly strict?: boolean;
};

/** A file of posts as it was read. */
export type PostFile = {
  readonly kind: FileKind | 'json';
  /** Undefined for Perch's own formats. */
  readonly layout?: Layout;
  /** What the columns are called and what the first row has in them. */
  readonly columns: readonly { readonly name: string; readonly sample: string }[];
  /** What a person has to say before there are rows. */
  readonly problem?: string;
  readonly rows: readonly SourceRow[];
};

/**
 * A .csv or .json file from the disk.
 * @throws FileError with one sentence when the file as a whole cannot be read as one
 */
export async function readPostFile(path: string, choices: FileChoices): Promise<PostFile> {
  checkName(path);
  return parsePostFile(path, await readBytes(path), choices);
}

/** The same when the bytes are here already. @throws FileError */
export function parsePostFile(name: string, bytes: Uint8Array, choices: FileChoices): PostFile {
  const isJson = checkName(name) === '.json';
  checkSize(name, bytes.byteLength);
  const text = decode(bytes, name);
  return isJson ? { kind: 'json', columns: [], rows: readJson(text, name) } : readCsv(text, choices);
}

function checkName(path: string): '.csv' | '.json' {
  const kind = extname(path).toLowerCase();
  if (kind === '.csv' || kind === '.json') return kind;
  throw new FileError(
    'unknown-format',
    `Perch cannot tell what ${path} is: name a file that ends in .csv or .json.`,
  );
}

function readCsv(text: string, { zoneGiven, layout, strict = false }: FileChoices): PostFile {
  const lines = readLines(text, delimiterOf(text));
  const head = lines[0];
  const own = (): PostFile => ({ kind: 'perch', columns: [], rows: readPostsCsv(text, zoneGiven) });
  if (!head || (!layout && isPostsHeader(head) && delimiterOf(text) === ',')) return own();
  const looked = lines.slice(0, LOOKED_AT).map(({ cells }) => cells);
  const detected = detectLayout(looked);
  if (!layout && strict && detected.kind === 'other') return own();
  const used = layout ? completed(layout, looked) : detected.layout;
  const problem = layoutProblem(used);
  return {
    kind: detected.kind,
    layout: used,
    columns: columnsOf(lines, used),
    ...(problem !== undefined && { problem }),
    rows: problem === undefined ? rowsOfLayout(lines, used) : [],
  };
}

/** Other columns may have dates that tell their order. */
function completed(layout: Layout, looked: readonly (readonly string[])[]): Layout {
  return layout.dates === null ? withDates(layout, layout.header ? looked.slice(1) : looked) : layout;
}

function columnsOf(lines: readonly Line[], { header, columns }: Layout): PostFile['columns'] {
  const [names, samples] = header ? [lines[0], lines[1]] : [undefined, lines[0]];
  return columns.map((_, i) => ({
    name: names?.cells[i]?.trim() || `Column ${i + 1}`,
    sample: (samples?.cells[i] ?? '').slice(0, 80),
  }));
}

async function readBytes(path: string): Promise<Uint8Array> {
  // One handle for both questions: a path may be another file a moment later.
  const file = await open(path, 'r');
  try {
    checkSize(path, (await file.stat()).size);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function checkSize(path: string, size: number): void {
  if (size <= MAX_SIZE) return;
  const limit = `an import takes at most ${MAX_SIZE / MB} MB`;
  throw new FileError(
    'too-large',
    `${path} has ${Math.ceil(size / MB)} MB and ${limit}: split it into several files.`,
  );
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    // Takes off a byte order mark, as Excel writes it.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileError(
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
    throw new FileError(
      'bad-json',
      `${path} is not readable as JSON${where}: give the output of \`perch list --json\`.`,
    );
  }
  if (!Array.isArray(value)) {
    throw new FileError(
      'bad-json',
      `${path} holds no array: give an array of posts as \`perch list --json\` prints it.`,
    );
  }
  return value.map((row: unknown, i) => readJsonRow(row, i + 1));
}
