import { textLock } from '../../domain/lock-key.ts';
import { type Part, type Post, wakeAt } from '../../domain/post.ts';
import type { Status } from '../../domain/status.ts';
import type { Value } from './database.ts';

/** A row of `posts` as SQLite gives it. */
export type PostRow = {
  readonly seq: number;
  readonly id: string;
  readonly account: string;
  readonly status: Status;
  readonly due_at: number;
  readonly zone: string;
  readonly late_window: number;
  readonly parts: string;
  readonly cursor: number;
  readonly attempt: string | null;
  readonly attempts: number;
  readonly failures: number;
  readonly next_try_at: number | null;
  readonly reply_to: string | null;
  readonly reply_settings: Post['replySettings'];
  readonly stop_requested: number;
  readonly reason: string | null;
  readonly repeat: string | null;
  readonly before_cancel: string | null;
  readonly over_cap: number;
  readonly version: number;
  readonly nonce: string;
  readonly created_at: number;
  readonly updated_at: number;
};

/** The columns that a write sets, in the order of `rowValues`. */
export const COLUMNS = [
  'account',
  'status',
  'due_at',
  'wake_at',
  'zone',
  'late_window',
  'parts',
  'cursor',
  'attempt',
  'attempts',
  'failures',
  'next_try_at',
  'reply_to',
  'reply_settings',
  'stop_requested',
  'reason',
  'repeat',
  'before_cancel',
  'over_cap',
  'lock_parent',
  'lock_text',
  'version',
  'nonce',
  'created_at',
  'updated_at',
] as const;

export function rowValues(post: Post): readonly Value[] {
  const lock = textLock(post);
  return [
    post.account,
    post.status,
    dueKey(post),
    wakeAt(post),
    post.zone,
    post.lateWindow,
    JSON.stringify(post.parts),
    post.cursor,
    json(post.attempt),
    post.attempts,
    post.failures,
    post.nextTryAt,
    post.replyTo,
    post.replySettings,
    post.stopRequested ? 1 : 0,
    json(post.reason),
    json(post.repeat),
    json(post.beforeCancel),
    post.overCap ? 1 : 0,
    lock?.parent ?? null,
    lock?.text ?? null,
    post.version,
    post.nonce,
    post.createdAt,
    post.updatedAt,
  ];
}

export function toPost(row: PostRow): Post {
  return {
    id: row.id,
    account: row.account,
    status: row.status,
    dueAt: row.due_at === Infinity ? null : row.due_at,
    zone: row.zone,
    lateWindow: row.late_window,
    parts: JSON.parse(row.parts) as readonly Part[],
    cursor: row.cursor,
    attempt: row.attempt === null ? null : (JSON.parse(row.attempt) as Post['attempt']),
    attempts: row.attempts,
    failures: row.failures,
    nextTryAt: row.next_try_at,
    replyTo: row.reply_to,
    replySettings: row.reply_settings,
    stopRequested: row.stop_requested === 1,
    reason: row.reason === null ? null : (JSON.parse(row.reason) as Post['reason']),
    repeat: row.repeat === null ? null : (JSON.parse(row.repeat) as Post['repeat']),
    beforeCancel: row.before_cancel === null ? null : (JSON.parse(row.before_cancel) as Post['beforeCancel']),
    ...(row.over_cap === 1 && { overCap: true as const }),
    version: row.version,
    nonce: row.nonce,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Posts without a time sort last. */
export const dueKey = (post: Post): number => post.dueAt ?? Infinity;

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
