import { createHash } from 'node:crypto';
import { canonicalZone } from '../../domain/zone.ts';
import { StoreError } from '../../ports/store-error.ts';
import type {
  ImportApi,
  ImportChoices,
  ImportFile,
  ImportPreview,
  ImportProgress,
  ImportResult,
  ImportRowView,
} from '../../rpc/import-contract.ts';
import { type ImportedRow, type ImportReport, importPosts } from '../../service/import.ts';
import type { SourceRow } from '../../service/import-row.ts';
import { undoImport } from '../../service/import-undo.ts';
import type { Home } from '../home.ts';
import { FileError } from './file-error.ts';
import { parsePostFile } from './post-file.ts';

/** How much of a text a table shows. */
const SNIPPET = 120;

type Running = { readonly id: string; readonly stop: AbortController };

/** The window's way to bring files in: the same rules as `perch import`, and one import at a time. */
export function createImportDesk(home: Home, tell: (progress: ImportProgress) => void): ImportApi {
  let running: Running | undefined;

  async function start(id: string, file: ImportFile, choices: ImportChoices): Promise<void> {
    if (running?.id === id) return;
    running?.stop.abort();
    const stop = new AbortController();
    running = { id, stop };
    const { rows } = parse(file, choices);
    const total = rows.length;
    let done = 0;
    const onProgress = (count: number): void => {
      done = count;
      tell({ id, state: 'running', done, total });
    };
    onProgress(0);
    void bring(home, rows, choices, { onProgress, signal: stop.signal })
      .then((report) => {
        const result = resultOf(report, rows, choices);
        const state = report.outage !== undefined ? 'failed' : report.stopped ? 'stopped' : 'done';
        tell({ id, state, done: report.rows.length, total, result });
      })
      .catch((error: unknown) =>
        tell({ id, state: 'failed', done, total, result: nothing(sentenceOf(error)) }),
      )
      .finally(() => {
        if (running?.stop === stop) running = undefined;
      });
  }

  return {
    previewImport: (file, choices) => preview(home, file, choices),
    startImport: start,
    stopImport: async (id) => {
      if (running?.id === id) running.stop.abort();
    },
    undoImport: (ids) =>
      undoImport(ids, { ...home.store, clock: home.clock, random: home.random, by: 'window' }),
  };
}

async function preview(home: Home, file: ImportFile, choices: ImportChoices): Promise<ImportPreview> {
  try {
    const { kind, layout, columns, problem, rows } = parse(file, choices);
    const report = await bring(home, rows, choices, { dryRun: true });
    if (report.outage !== undefined) return { kind: 'refused', message: sentenceOf(report.outage) };
    return {
      kind: 'ok',
      file: kind,
      columns,
      ...(layout && { layout }),
      ...(problem !== undefined && { problem }),
      rows: viewsOf(report.rows, rows, choices),
      counts: countsOf(report),
    };
  } catch (error) {
    return { kind: 'refused', message: sentenceOf(error) };
  }
}

const parse = ({ name, bytes }: ImportFile, { zone, layout }: ImportChoices) =>
  parsePostFile(name, bytes, { zoneGiven: canonicalZone(zone) !== undefined, layout });

type How = Pick<Parameters<typeof importPosts>[1], 'dryRun' | 'onProgress' | 'signal'>;

function bring(
  { store, clock, random }: Home,
  rows: readonly SourceRow[],
  { account, zone }: ImportChoices,
  how: How,
): Promise<ImportReport> {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const time = { now: clock.now(), zone, machineZone: zone };
  const breathe = (): Promise<void> => clock.sleep(0);
  return importPosts(rows, { ...time, account, breathe, ...how }, { ...store, random, sha256, by: 'window' });
}

function resultOf(report: ImportReport, rows: readonly SourceRow[], choices: ImportChoices): ImportResult {
  const refused = report.rows.filter(({ status }) => status === 'refused');
  return {
    counts: countsOf(report),
    ids: report.rows.flatMap(({ id, status }) => (status === 'added' && id !== undefined ? [id] : [])),
    refused: viewsOf(refused, rows, choices),
    ...(report.outage !== undefined && { message: sentenceOf(report.outage) }),
  };
}

const nothing = (message: string): ImportResult => ({
  counts: { added: 0, already: 0, refused: 0 },
  ids: [],
  refused: [],
  message,
});

const countsOf = ({ added, already, refused }: ImportReport) => ({ added, already, refused });

function viewsOf(
  rows: readonly ImportedRow[],
  sources: readonly SourceRow[],
  { account }: ImportChoices,
): readonly ImportRowView[] {
  return rows.map(({ row, status, at, zone, problems }) => {
    const source = sources[row - 1];
    return {
      row,
      status,
      at,
      zone,
      text: (source?.parts[0]?.text ?? '').slice(0, SNIPPET),
      parts: source?.parts.length ?? 0,
      account: source?.account || account,
      problems: problems.map(({ severity, message }) => ({ severity, message })),
    };
  });
}

/** What a file or a storage has to say; everything else is a bug and ends the process. */
function sentenceOf(error: unknown): string {
  if (error instanceof FileError || error instanceof StoreError) return error.message;
  throw error;
}
