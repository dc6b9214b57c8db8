import type { HistoryEntry } from '../../domain/history.ts';
import type { Status } from '../../domain/status.ts';

/** A row of `history` with the id of its post. */
export type HistoryRecord = {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  readonly event: HistoryEntry['event'];
  readonly from_status: Status | null;
  readonly to_status: Status;
  readonly part: number;
  readonly detail: string;
  readonly by: string;
};

export function toEntry(record: HistoryRecord): HistoryEntry {
  const { id, at, event, from_status, to_status, part, detail, by } = record;
  return { postId: id, at, event, from: from_status, to: to_status, part, detail, by };
}
