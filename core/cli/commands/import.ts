import { createHash } from 'node:crypto';
import type { DateOrder } from '../../domain/import-layout.ts';
import { formatInstant, isoUtc } from '../../domain/zone.ts';
import { readPostFile } from '../../host/transfer/post-file.ts';
import { type ImportedRow, type ImportReport, importPosts, rehearse } from '../../service/import.ts';
import type { JudgedRow, SourceRow } from '../../service/import-row.ts';
import { accountFor } from '../accounts.ts';
import type { Answer, CliContext } from '../context.ts';
import { complaintOf, failure, misuse } from '../failure.ts';
import { oneLine, plural } from '../format.ts';
import { withHomeToChange } from '../home.ts';
import { layoutOf, MAPPING } from '../layout-option.ts';
import { answer } from '../output.ts';
import { problemLines } from '../problem-lines.ts';
import { resolveZone } from '../time-option.ts';

export type ImportOptions = {
  readonly dryRun?: boolean;
  readonly account?: string;
  readonly zone?: string;
  readonly map?: string;
  readonly dates?: DateOrder;
};

/** Brings the good rows of a file in; with `--dry-run` only says what would happen. */
export async function importFile(context: CliContext, path: string, options: ImportOptions): Promise<Answer> {
  const now = context.now();
  const zone = options.zone === undefined ? undefined : resolveZone(options.zone, now);
  const source = await readRows(path, zone !== undefined, options);
  const clock = { now, zone, machineZone: context.zone() };
  if (options.dryRun) return rehearsal([...rehearse(source, clock)]);
  return withHomeToChange(context, async (home) => {
    const account = await accountFor(context, home, options.account);
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const deps = { ...home.store, random: home.random, sha256, by: 'cli' };
    return reportAnswer(await importPosts(source, { ...clock, account }, deps), source);
  });
}

async function readRows(path: string, zoneGiven: boolean, { map, dates }: ImportOptions) {
  const strict = map === undefined;
  const file = await readPostFile(path, { zoneGiven, strict });
  const layout = file.layout && layoutOf(file, file.layout, map, dates);
  const given = map !== undefined ? '--map' : dates !== undefined ? '--dates' : undefined;
  if (given !== undefined && !layout)
    throw misuse(`${given} is for CSV files with columns of their own: this file is read as it is.`);
  const { problem, rows } = layout ? await readPostFile(path, { zoneGiven, strict, layout }) : file;
  if (problem !== undefined) throw failure('unknown-columns', `${problem} ${MAPPING}`);
  return rows;
}

const iso = (at: number | null): string | null => (at === null ? null : isoUtc(at));

function rehearsal(rows: readonly JudgedRow[]): Answer {
  const json = {
    rows: rows.map(({ source, at, zone, problems }) => ({ row: source.row, at: iso(at), zone, problems })),
  };
  return answer(json, () => {
    const bad = rows.filter(({ problems }) => problems.some(({ severity }) => severity === 'error')).length;
    const lines = rows.flatMap(({ source, at, zone, problems }) => [
      `${String(source.row).padStart(5)}  ${timeOf(at, zone)}  ${oneLine(source.parts[0]?.text ?? '', 48)}`,
      ...problemLines(problems, source.parts.length > 1, '       '),
    ]);
    const verdict = `${plural(rows.length, 'row')}: ${rows.length - bad} would be added, ${bad} refused. Nothing was written.`;
    return [...lines, verdict].join('\n');
  });
}

function reportAnswer(report: ImportReport, source: readonly SourceRow[]): Answer {
  const { added, already, refused, rows, outage } = report;
  const error = outage === undefined ? undefined : complaintOf(outage);
  const json = {
    added,
    already,
    refused,
    rows: rows.map(({ at, ...row }) => ({ ...row, at: iso(at) })),
    ...(error && { error: { code: error.code, message: error.message } }),
  };
  const again = 'import the file again: what is in is recognised';
  const complaint = error
    ? `The import stopped. ${error.message} Then ${again}.`
    : `${plural(refused, 'row was', 'rows were')} refused: correct ${refused === 1 ? 'it' : 'them'} and ${again}.`;
  // When the store gives up, the rows that were not reached are many and say nothing new.
  const listed = error ? [] : rows.filter(({ status }) => status === 'refused');
  const text = () =>
    [
      ...listed.flatMap((row) => refusedLines(row, source[row.row - 1])),
      `${added} added, ${already} were in already, ${refused} refused.`,
    ].join('\n');
  return { json, text, exitCode: refused > 0 ? 1 : 0, ...(refused > 0 && { complaint }) };
}

function refusedLines(
  { row, at, zone, problems }: ImportedRow,
  source: SourceRow | undefined,
): readonly string[] {
  const parts = source?.parts ?? [];
  const head = [`Row ${row}`, timeOf(at, zone), oneLine(parts[0]?.text ?? '', 48)].filter(
    (part) => part !== '',
  );
  return [head.join('  '), ...problemLines(problems, parts.length > 1, '  ')];
}

function timeOf(at: number | null, zone: string | null): string {
  return at === null ? 'no time' : formatInstant(at, zone ?? 'UTC');
}
