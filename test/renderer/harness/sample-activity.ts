import type { HistoryRow } from '../../../core/domain/history.ts';
import type { Status } from '../../../core/domain/status.ts';
import type { PostView } from '../../../core/domain/view.ts';

/** What led to where the posts are, newest first. */
export function sampleActivity(posts: readonly PostView[], now: number): readonly HistoryRow[] {
  const rows = posts.flatMap((post) => entriesOf(post, now)).toSorted((a, b) => a.at - b.at);
  return rows.map((row, seq) => ({ ...row, seq })).toReversed();
}

function entriesOf(post: PostView, now: number): readonly Omit<HistoryRow, 'seq'>[] {
  const due = Date.parse(post.dueAt ?? '') || now;
  const entry = { postId: post.id, part: 0, detail: '', by: 'worker 7f3a' };
  const added = { ...entry, event: 'added', from: null, to: 'scheduled', by: 'window' } as const;
  const first = { ...added, at: Math.min(due, now) - 3_600_000 };
  const last = LAST[post.status];
  if (due > now || !last) return [first];
  const armed = { ...entry, at: due, event: 'armed', from: 'queued', to: 'publishing' } as const;
  return [first, armed, { ...entry, ...last, at: due + 400, from: 'publishing', to: post.status }];
}

const LAST: Partial<Readonly<Record<Status, Pick<HistoryRow, 'event' | 'detail'>>>> = {
  published: { event: 'published', detail: '' },
  failed: { event: 'rejected', detail: '403 Forbidden: You are not permitted to perform this action.' },
  retrying: { event: 'notSent', detail: 'getaddrinfo ENOTFOUND api.x.com' },
  checking: { event: 'doubted', detail: 'HTTP 503' },
  held: { event: 'held', detail: '401 Unauthorized' },
  missed: { event: 'missed', detail: '' },
};
