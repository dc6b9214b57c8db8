import type {
  ImportApi,
  ImportPreview,
  ImportProgress,
  ImportRowView,
} from '../../../core/rpc/import-contract.ts';

/** `unsure`: the file does not tell the order of its dates. `running`, `done`: how far an import gets. */
export type ImportScenario = {
  readonly rows: number;
  readonly unsure?: boolean;
  readonly ends?: 'running' | 'done' | 'stopped';
};

const TEXTS = [
  'Morning! The office is open from nine. Come by with a question, or without one.',
  'We wrote down how a post gets out once, on time, and visibly.',
  'A long one. '.repeat(30),
  'Release notes for the autumn are out: https://example.com/notes',
] as const;

/** An import as the worker would tell of it. */
export function sampleImport(
  { rows: count, unsure = false, ends = 'done' }: ImportScenario,
  now: number,
  tell: (progress: ImportProgress) => void,
): ImportApi {
  const rows = Array.from({ length: count }, (_, i) => rowOf(i, now));
  const of = (status: ImportRowView['status']) => rows.filter((row) => row.status === status);
  const counts = { added: of('added').length, already: of('already').length, refused: of('refused').length };
  return {
    previewImport: async (_file, { layout }): Promise<ImportPreview> => {
      const isOpen = unsure && (layout?.dates ?? null) === null;
      return {
        kind: 'ok',
        file: 'buffer',
        layout: layout ?? {
          header: true,
          columns: ['text', 'media', 'skip', 'at'],
          dates: unsure ? null : 'ymd',
        },
        columns: [
          { name: 'Text', sample: TEXTS[0] },
          { name: 'Image URL', sample: 'https://example.com/morning.png' },
          { name: 'Tags', sample: 'office' },
          { name: 'Posting Time', sample: unsure ? '03/04/2027 09:00' : '2027-04-03 09:00' },
        ],
        ...(isOpen && {
          problem: 'Say in which order the dates are: day first or month first. The file does not tell.',
        }),
        rows: isOpen ? [] : rows,
        counts: isOpen ? { added: 0, already: 0, refused: 0 } : counts,
      };
    },
    startImport: async (id) => {
      const progress = { id, done: Math.floor(count * 0.6), total: count };
      if (ends === 'running') return tell({ ...progress, state: 'running' });
      const ids = of('added').map(({ row }) => `imported-${row}`);
      tell({ ...progress, done: count, state: ends, result: { counts, ids, refused: of('refused') } });
    },
    stopImport: async () => undefined,
    undoImport: async (ids) => ids.length,
  };
}

function rowOf(i: number, now: number): ImportRowView {
  const isLong = i % 9 === 5;
  const isHere = i % 7 === 3;
  const text = isLong ? TEXTS[2] : (TEXTS[i % 2 === 0 ? 0 : (i % 4) - 1 === 0 ? 1 : 3] ?? TEXTS[0]);
  return {
    row: i + 1,
    text: text.slice(0, 120),
    parts: i % 11 === 6 ? 3 : 1,
    status: isLong ? 'refused' : isHere ? 'already' : 'added',
    at: now + (i + 1) * 5_400_000,
    zone: 'Europe/London',
    account: 'sandbox',
    problems: isLong
      ? [{ severity: 'error', message: 'The text is 80 over the limit of 280: shorten it.' }]
      : i % 13 === 8
        ? [
            {
              severity: 'warning',
              message: 'Its pictures are not brought in, as Perch downloads nothing: add them to the post.',
            },
          ]
        : [],
  };
}
