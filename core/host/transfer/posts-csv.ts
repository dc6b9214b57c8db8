import { textParts } from '../../domain/content.ts';
import { readStatus } from '../../service/import-json.ts';
import { type RowProblem, rowError } from '../../service/import-problem.ts';
import { type SourceRow, sourceRow } from '../../service/import-row.ts';
import { type Line, readLines } from './csv-lines.ts';
import { FileError } from './file-error.ts';
import { GUARD, NOTHING } from './posts-csv-write.ts';

/** `text`, `text2`, `text3`: the parts of a thread. */
const TEXT_COLUMN = /^text(?:[2-9]|1\d|2[0-5])?$/;
const KNOWN = new Set('at zone account id status tweetids deletedat guard repeat until'.split(' '));
const EXPECTED = 'The first line must be text,at,zone or text,at,zone,account';

/**
 * The rows of a CSV file with a header. A row that is broken comes with the reason; a file that is broken as a
 * whole (no header, a column missing) is an error.
 * @param zoneGiven a zone stands by for rows without one, so the column may be missing
 */
export function readPostsCsv(text: string, zoneGiven: boolean): readonly SourceRow[] {
  const [head, ...lines] = readLines(text, ',');
  if (!head)
    throw new FileError('empty-file', `The file is empty. ${EXPECTED}, one post on each line after it.`);
  if (head.problem) throw new FileError('bad-header', `The header: ${head.problem.message}`);
  const columns = namesOf(head);
  checkHeader(columns, zoneGiven);
  return lines.map((line, i) => toRow(line, columns, i + 1));
}

const namesOf = ({ cells }: Line): readonly string[] => cells.map((name) => name.trim().toLowerCase());
const isKnown = (name: string): boolean => KNOWN.has(name) || TEXT_COLUMN.test(name);

/** Whether a first line is a header of Perch's own. */
export function isPostsHeader(head: Line): boolean {
  const names = namesOf(head);
  return names.includes('text') && names.every(isKnown);
}

function checkHeader(columns: readonly string[], zoneGiven: boolean): void {
  const unknown = columns.find((name) => !isKnown(name));
  if (unknown !== undefined) {
    const other = /[;\t|]/.exec(unknown)?.[0];
    const advice = other
      ? `Separate the columns by commas, not by "${other === '\t' ? 'tabs' : other}".`
      : 'Rename or remove it, or say with --map which columns these are.';
    throw new FileError(
      'bad-header',
      `The header has an unknown column "${unknown.slice(0, 40)}". ${EXPECTED}. ${advice}`,
    );
  }
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined)
    throw new FileError('bad-header', `The header has the column "${twice}" twice: remove one of them.`);
  const missing = ['text', 'at', ...(zoneGiven ? [] : ['zone'])].find((name) => !columns.includes(name));
  if (missing === undefined) return;
  const advice = missing === 'zone' ? ' Or give one zone for all rows with --zone.' : '';
  throw new FileError('bad-header', `The header lacks the column "${missing}". ${EXPECTED}.${advice}`);
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

export function fieldProblem(found: number, expected: number, line: number): RowProblem | undefined {
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
