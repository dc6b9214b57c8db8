import { STATUSES } from '../../domain/status.ts';
import type { PostPage, PostQuery } from '../../ports/post-store.ts';
import type { Database, Value } from './database.ts';
import { dueKey, type PostRow, toPost } from './post-row.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/**
 * One page. Each status is its own walk along an index and SQLite merges them row by row, so that a page costs
 * the same with a million posts, whatever is asked for.
 */
export function listPosts(db: Database, query: PostQuery): PostPage {
  const limit = Math.max(1, Math.min(query.limit ?? DEFAULT_LIMIT, MAX_LIMIT));
  const statuses = [...new Set(query.status ?? STATUSES)];
  if (statuses.length === 0) return { posts: [] };
  const { sql, values } = branch(query);
  const all = statuses.map(() => sql).join(' UNION ALL ');
  const bound = statuses.flatMap((status) => [status, ...values]);
  const rows = db.all<PostRow>(`${all} ORDER BY due_at, id LIMIT ?`, ...bound, limit + 1);
  const posts = rows.slice(0, limit).map(toPost);
  const last = posts.at(-1);
  return rows.length > limit && last ? { posts, next: `${dueKey(last)} ${last.id}` } : { posts };
}

type Branch = { readonly sql: string; readonly values: readonly Value[] };

/** The rows of one status, as SQL whose first parameter is the status. */
function branch({ account, after, dueFrom, dueTo }: PostQuery): Branch {
  const timed = dueFrom !== undefined || dueTo !== undefined;
  const conditions = [
    'status = ?',
    ...(account === undefined ? [] : ['account = ?']),
    '(due_at, id) > (?, ?)',
  ];
  const [due, id] = start(after, dueFrom);
  return {
    sql: `SELECT * FROM posts WHERE ${[...conditions, ...(timed ? ['due_at < ?'] : [])].join(' AND ')}`,
    values: [...(account === undefined ? [] : [account]), due, id, ...(timed ? [dueTo ?? Infinity] : [])],
  };
}

/** The key after which the page begins: no id is empty, so `''` comes before all posts of an instant. */
function start(after: string | undefined, dueFrom = -Infinity): readonly [number, string] {
  if (after === undefined) return [dueFrom, ''];
  const gap = after.indexOf(' ');
  const due = Number(after.slice(0, gap));
  if (gap < 1 || Number.isNaN(due))
    throw new RangeError(`Not a page key: "${after}". Use \`next\` of the page before.`);
  return due < dueFrom ? [dueFrom, ''] : [due, after.slice(gap + 1)];
}
