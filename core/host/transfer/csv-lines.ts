import Papa from 'papaparse';
import { type RowProblem, rowError } from '../../service/import-problem.ts';

export type Delimiter = ',' | ';' | '\t';

/** One row of a file with the line it begins on. */
export type Line = {
  readonly number: number;
  readonly cells: readonly string[];
  readonly problem?: RowProblem;
};

const QUOTED = /"(?:[^"]|"")*"/g;

/** What parts the columns: what the first line has most of, as spreadsheets write `;` in half of Europe. */
export function delimiterOf(text: string): Delimiter {
  const first =
    text
      .slice(0, 100_000)
      .replace(QUOTED, '')
      .split(/[\r\n]/, 1)[0] ?? '';
  const count = (delimiter: Delimiter): number => first.split(delimiter).length;
  return (['\t', ';'] as const).find((delimiter) => count(delimiter) > count(',')) ?? ',';
}

/** Rows with the line they begin on; blank lines are left out. */
export function readLines(text: string, delimiter: Delimiter): readonly Line[] {
  const lines: Line[] = [];
  let before = { cursor: 0, line: 1 };
  Papa.parse<string[]>(text, {
    delimiter,
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

/** The first line decides, without the line ends that a quoted text of it may have. */
function lineEnd(text: string): '\r\n' | '\n' | '\r' {
  const bare = text.slice(0, 100_000).replace(QUOTED, '');
  const first = bare.search(/[\r\n]/);
  if (bare[first] !== '\r') return '\n';
  return bare[first + 1] === '\n' ? '\r\n' : '\r';
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
