import Papa from 'papaparse';
import { textParts } from '../domain/content.ts';
import { readStatus } from '../service/import-json.ts';
import { type RowProblem, rowError } from '../service/import-problem.ts';
import { type SourceRow, sourceRow } from '../service/import-row.ts';
import { failure } from './failure.ts';
import { GUARD, NOTHING } from './posts-csv-write.ts';

/** `text`, `text2`, `text3`: the parts of a thread. */
const TEXT_COLUMN = /^text(?:[2-9]|1\d|2[0-5])?$/;
const KNOWN = new Set('at zone account id status tweetids deletedat guard repeat until'.split(' '));
const EXPECTED = 'The first line must be text,at,zone or text,at,zone,account';

type Line = { readonly number: number; readonly cells: readonly string[]; readonly problem?: RowProblem };

/**
 * The rows of a CSV file with a header. A row that is broken comes with the reason; a file that is broken as a
 * whole (no header, a column missing) is an error.
 * @param zoneGiven a zone stands by for rows without one, so the column may be missing
 */
export function readPostsCsv(text: string, zoneGiven: boolean): readonly SourceRow[] {
  const [head, ...lines] = readLines(text);
  if (!head) throw failure('empty-file', `The file is empty. ${EXPECTED}, one post on each line after it.`);
  if (head.problem) throw failure('bad-header', `The header: ${head.problem.message}`);
  const columns = head.cells.map((name) => name.trim().toLowerCase());
  checkHeader(columns, zoneGiven);
  return lines.map((line, i) => toRow(line, columns, i + 1));
}

function checkHeader(columns: readonly string[], zoneGiven: boolean): void {
  const unknown = columns.find((name) => !KNOWN.has(name) && !TEXT_COLUMN.test(name));
  if (unknown !== undefined) {
    const other = /[;\t|]/.exec(unknown)?.[0];
    const advice = other
      ? `Separate the columns by commas, not by "${other === '\t' ? 'tabs' : other}".`
      : 'Rename or remove it.';
    throw failure(
      'bad-header',
      `The header has an unknown column "${unknown.slice(0, 40)}". ${EXPECTED}. ${advice}`,
    );
  }
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined)
    throw failure('bad-header', `The header has the column "${twice}" twice: remove one of them.`);
  const missing = ['text', 'at', ...(zoneGiven ? [] : ['zone'])].find((name) => !columns.includes(name));
  if (missing === undefined) return;
  const advice = missing === 'zone' ? ' Or give one zone for all rows with --zone.' : '';
  throw failure('bad-header', `The header lacks the column "${missing}". ${EXPECTED}.${advice}`);
}

function toRow({ number, cells, problem }: Line, columns: readonly string[], row: number): SourceRow {
  const broken = problem ?? fieldProblem(cells.length, columns.length, number);
  if (broken) return { ...sourceRow(row), problems: [broken] };
  const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
  const isGuarded = cell('guard') === GUARD;
  const problems: RowProblem[] = [];
  const id = cell('id').trim();
  return {
    ...sourceRow(row),
    parts: textParts(
      textsOf(cells, columns).map((text) => (isGuarded && text.startsWith(GUARD) ? text.slice(1) : text)),
    ),
    at: cell('at').trim(),
    zone: cell('zone').trim(),
    account: cell('account').trim().replace(/^@/, ''),
    ...(id !== '' && { id }),
    status: readStatus(cell('status'), problems),
    tweets: tweetsOf(cell('tweetids'), cell('deletedat'), problems),
    ...given('repeat', cell('repeat')),
    ...given('until', cell('until')),
    problems,
  };
}

const given = <N extends string>(name: N, text: string) =>
  (text.trim() === '' ? {} : { [name]: text.trim() }) as Partial<Record<N, string>>;

/** The first text, empty or not, then the further parts up to the last that is not empty. */
function textsOf(cells: readonly string[], columns: readonly string[]): readonly string[] {
  const parts = columns.flatMap((name, i) =>
    TEXT_COLUMN.test(name) ? [{ part: Number(name.slice(4) || 1), text: cells[i] ?? '' }] : [],
  );
  const texts = parts.sort((a, b) => a.part - b.part).map(({ text }) => text);
  return texts.slice(0, Math.max(1, texts.findLastIndex((text) => text !== '') + 1));
}

function tweetsOf(text: string, deleted: string, problems: RowProblem[]): SourceRow['tweets'] {
  const ids = wordsOf(text);
  const gone = wordsOf(deleted).map((time) => Date.parse(time));
  const bad = ids.find((id) => id !== NOTHING && !/^\d{1,25}$/.test(id));
  if (bad !== undefined) {
    problems.push(
      rowError(
        'bad-field',
        `"${bad.slice(0, 40)}" in the column "tweetIds" is not an X id (digits): correct it.`,
      ),
    );
  }
  return ids.map((tweetId, part) => {
    if (tweetId === NOTHING) return {};
    const deletedAt = gone[part] ?? Number.NaN;
    return { tweetId, ...(!Number.isNaN(deletedAt) && { deletedAt }) };
  });
}

const wordsOf = (cell: string): readonly string[] => cell.trim().split(/\s+/).filter(Boolean);

function fieldProblem(found: number, expected: number, line: number): RowProblem | undefined {
  if (found === expected) return undefined;
  if (found > expected) {
    const advice = 'put quotes around a text that has commas, and end every row in the same way';
    return rowError(
      'extra-fields',
      `Line ${line} has ${found} fields and the header ${expected}: ${advice}.`,
    );
  }
  return rowError('missing-fields', `Line ${line} has ${found} of ${expected} fields: add what is missing.`);
}

/** Rows with the line they begin on; blank lines are left out. */
function readLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let before = { cursor: 0, line: 1 };
  Papa.parse<string[]>(text, {
    delimiter: ',',
    newline: lineEnd(text),
    skipEmptyLines: true,
    step: ({ data, errors, meta }) => {
      const raw = text.slice(before.cursor, meta.cursor);
      const blank = /^(?:\r\n|\n|\r)*/.exec(raw)?.[0] ?? '';
      const number = before.line + countLines(blank);
      const fault = errors.find(({ type }) => type === 'Quotes');
      const faultLine =
        fault?.index === undefined
          ? number
          : before.line + countLines(text.slice(before.cursor, fault.index));
      lines.push({
        number,
        cells: withoutReturn(data, raw),
        ...(fault && { problem: quoteProblem(fault.code, number, faultLine) }),
      });
      before = { cursor: meta.cursor, line: before.line + countLines(raw) };
    },
  });
  return lines;
}

/** The header decides: it has no line ends of its own, as texts may have. */
function lineEnd(text: string): '\r\n' | '\n' | '\r' {
  const first = text.search(/[\r\n]/);
  if (text[first] !== '\r') return '\n';
  return text[first + 1] === '\n' ? '\r\n' : '\r';
}

/** In a file of `\n` lines a stray `\r\n` would leave its `\r` in the last field. */
function withoutReturn(cells: readonly string[], raw: string): readonly string[] {
  const last = cells.at(-1);
  if (!last?.endsWith('\r') || !/[^"]\r\n?$/.test(raw)) return cells;
  return [...cells.slice(0, -1), last.slice(0, -1)];
}

function quoteProblem(code: string, line: number, faultLine: number): RowProblem {
  if (code === 'MissingQuotes') {
    const message = `A quote that opens on line ${faultLine} is never closed, so the rest of the file could not be read: close it.`;
    return rowError('open-quote', message);
  }
  return rowError(
    'bad-quote',
    `The quotes on line ${line} are broken: inside a quoted text write each " as "".`,
  );
}

function countLines(text: string): number {
  let lines = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) lines++;
  }
  return lines;
}
