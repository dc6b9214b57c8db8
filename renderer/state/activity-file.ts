import { inertCell } from '../../core/domain/escape.ts';
import type { HistoryRow } from '../../core/domain/history.ts';
import { redacted } from './redact.ts';

const COLUMNS = ['at', 'post', 'part', 'event', 'from', 'to', 'by', 'detail'] as const;
type Line = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** What happened, as lines of a file: times in UTC, parts counted from 1, nothing that looks like a secret. */
function lineOf({ at, postId, part, event, from, to, by, detail }: HistoryRow): Line {
  const text = redacted(detail);
  return {
    at: new Date(at).toISOString(),
    post: postId,
    part: String(part + 1),
    event,
    from: from ?? '',
    to,
    by,
    detail: text,
  };
}

export function activityJson(rows: readonly HistoryRow[]): string {
  return `${JSON.stringify(rows.map(lineOf), null, 2)}\n`;
}

export function activityCsv(rows: readonly HistoryRow[]): string {
  const lines = rows.map(lineOf).map((line) => COLUMNS.map((column) => cell(line[column])).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const safe = inertCell(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
