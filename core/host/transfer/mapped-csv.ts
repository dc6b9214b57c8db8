import { textParts } from '../../domain/content.ts';
import { type ColumnRole, isoOf, type Layout } from '../../domain/import-layout.ts';
import type { RowProblem } from '../../service/import-problem.ts';
import { type SourceRow, sourceRow } from '../../service/import-row.ts';
import type { Line } from './csv-lines.ts';
import { fieldProblem } from './posts-csv.ts';

/** The rows of somebody else's file. Texts are taken as they are; a link is added to them, as X shows no other. */
export function rowsOfLayout(lines: readonly Line[], layout: Layout): readonly SourceRow[] {
  const body = layout.header ? lines.slice(1) : lines;
  return body.map((line, i) => toRow(line, layout, i + 1));
}

function toRow(line: Line, { columns, dates }: Layout, row: number): SourceRow {
  const { cells, number } = line;
  const isTooLong = cells.slice(columns.length).some((cell) => cell !== '');
  const broken = line.problem ?? (isTooLong ? fieldProblem(cells.length, columns.length, number) : undefined);
  if (broken) return { ...sourceRow(row), problems: [broken] };
  const all = (role: ColumnRole): readonly string[] =>
    columns.flatMap((one, i) => (one === role ? [cells[i] ?? ''] : []));
  const one = (role: ColumnRole): string => (all(role)[0] ?? '').trim();
  const written = one('at') || [one('date'), one('time')].filter(Boolean).join(' ');
  const texts = all('text');
  return {
    ...sourceRow(row),
    parts: textParts(
      withLink(texts.slice(0, Math.max(1, texts.findLastIndex((text) => text !== '') + 1)), one('link')),
    ),
    at: isoOf(written, dates ?? 'ymd'),
    zone: one('zone'),
    account: one('account').replace(/^@/, ''),
    // Buffer leaves the time of a post open that goes into the next free slot.
    status: written === '' ? 'draft' : 'scheduled',
    problems: remarks(written, all('media')),
  };
}

/** At the end of the last part, unless the text has it already. */
function withLink(texts: readonly string[], link: string): readonly string[] {
  if (link === '' || texts.some((text) => text.includes(link))) return texts;
  const last = texts.at(-1) ?? '';
  return [...texts.slice(0, -1), last === '' ? link : `${last} ${link}`];
}

function remarks(written: string, media: readonly string[]): readonly RowProblem[] {
  const remark = (code: string, message: string): RowProblem => ({ code, severity: 'warning', message });
  return [
    ...(written === '' ? [remark('no-time', 'It has no time, so it comes in as a draft.')] : []),
    ...(media.some((cell) => cell.trim() !== '')
      ? [
          remark(
            'no-media',
            'Its pictures are not brought in, as Perch downloads nothing: add them to the post.',
          ),
        ]
      : []),
  ];
}
