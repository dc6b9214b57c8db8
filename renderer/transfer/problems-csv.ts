import { inertCell } from '../../core/domain/escape.ts';
import type { ImportRowView } from '../../core/rpc/import-contract.ts';

/** The rows that were not taken and why, to be opened in a spreadsheet. */
export function problemsCsv(rows: readonly ImportRowView[]): string {
  const lines = rows.map(({ row, text, problems }) => [
    String(row),
    text,
    problems.map(({ message }) => message).join(' '),
  ]);
  return [['row', 'text', 'problem'], ...lines].map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

const cellOf = (text: string): string => `"${inertCell(text).replaceAll('"', '""')}"`;
