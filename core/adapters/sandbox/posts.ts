import type { SandboxDatabase } from './database.ts';
import { nextSnowflake } from './snowflake.ts';
import type { SandboxPoll, SandboxPost } from './types.ts';

/** A post as it is stored. `parentId` and `quotedId` are '' for none. */
export type PostRecord = {
  readonly id: string;
  readonly authorId: string;
  readonly text: string;
  readonly textKey: string;
  readonly weightedLength: number;
  readonly parentId: string;
  readonly quotedId: string;
  readonly conversationId: string;
  readonly replySettings: string;
  readonly createdAt: number;
  readonly deletedAt: number | null;
  readonly extras: PostExtras;
};

export type PostExtras = { readonly mediaIds?: readonly string[]; readonly poll?: SandboxPoll };

/** Bounds of a timeline; ids and times are exclusive. */
export type TimelineRange = {
  readonly authorId: string;
  readonly sinceId: string;
  readonly untilId: string;
  readonly from: number;
  readonly until: number;
  readonly limit: number;
  readonly withReplies: boolean;
};

export type Posts = {
  find(id: string): PostRecord | undefined;
  insert(post: PostRecord): void;
  markDeleted(id: string, at: number): void;
  hasTwin(twin: Pick<PostRecord, 'authorId' | 'textKey' | 'parentId'>, after: number): boolean;
  /** Newest first. */
  timeline(range: TimelineRange): readonly PostRecord[];
  /** Above every id in the file and every one given out here. */
  nextId(now: number): string;
  all(): readonly SandboxPost[];
  count(): number;
  clear(): void;
};

// As text, because ids pass 2^53; so ORDER BY must name the table's own id.
const COLUMNS = `CAST(id AS TEXT) AS id, author_id AS authorId, text, text_key AS textKey,
  weighted_length AS weightedLength, parent_id AS parentId, quoted_id AS quotedId,
  conversation_id AS conversationId, reply_settings AS replySettings, created_at AS createdAt,
  deleted_at AS deletedAt, extras`;

const INSERT = 'INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

const TIMELINE = `SELECT ${COLUMNS} FROM posts
  WHERE author_id = ? AND deleted_at IS NULL AND id > ? AND id < ?
    AND created_at >= ? AND created_at < ? AND (parent_id = '' OR ?)
  ORDER BY posts.id DESC LIMIT ?`;

const TWIN = `SELECT 1 FROM posts
  WHERE author_id = ? AND text_key = ? AND parent_id = ? AND created_at > ? AND deleted_at IS NULL LIMIT 1`;

export function openPosts(db: SandboxDatabase): Posts {
  // An id that was shown in an answer and then undone must not come back on another post.
  let shown = '0';
  return {
    find: (id) => db.all<PostRecord>(`SELECT ${COLUMNS} FROM posts WHERE id = ?`, id).map(read)[0],
    insert: (post) => db.run(INSERT, ...valuesOf(post)),
    markDeleted: (id, at) => db.run('UPDATE posts SET deleted_at = ? WHERE id = ?', at, id),
    hasTwin: (twin, after) => !!db.one(TWIN, twin.authorId, twin.textKey, twin.parentId, after),
    timeline: (range) => {
      const { authorId, sinceId, untilId, from, until, withReplies, limit } = range;
      return db
        .all<PostRecord>(TIMELINE, authorId, sinceId, untilId, from, until, Number(withReplies), limit)
        .map(read);
    },
    nextId: (now) => {
      const stored =
        db.one<{ id: string | null }>('SELECT CAST(max(id) AS TEXT) AS id FROM posts')?.id ?? '0';
      shown = nextSnowflake(now, BigInt(stored) > BigInt(shown) ? stored : shown);
      return shown;
    },
    all: () =>
      db
        .all<PostRecord>(`SELECT ${COLUMNS} FROM posts ORDER BY posts.id`)
        .map((row) => publicPost(read(row))),
    count: () => db.one<{ n: number }>('SELECT count(*) AS n FROM posts')?.n ?? 0,
    clear: () => {
      db.run('DELETE FROM posts');
      // Otherwise ids would stay ahead of a clock that was set back together with the reset.
      shown = '0';
    },
  };
}

function valuesOf(post: PostRecord): (string | number | null)[] {
  const { id, authorId, text, textKey, weightedLength, parentId, quotedId } = post;
  const { conversationId, replySettings, createdAt, deletedAt, extras } = post;
  return [
    id,
    authorId,
    JSON.stringify(text),
    textKey,
    weightedLength,
    parentId,
    quotedId,
    conversationId,
    replySettings,
    createdAt,
    deletedAt,
    JSON.stringify(extras),
  ];
}

function read(row: PostRecord): PostRecord {
  const extras = JSON.parse(row.extras as unknown as string) as PostExtras;
  return { ...row, extras, text: JSON.parse(row.text) as string };
}

function publicPost({
  id,
  authorId,
  text,
  createdAt,
  parentId,
  quotedId,
  deletedAt,
  replySettings,
  extras,
}: PostRecord): SandboxPost {
  return {
    id,
    authorId,
    text,
    createdAt,
    ...(parentId && { parentId }),
    ...(quotedId && { quotedId }),
    ...extras,
    ...(replySettings !== 'everyone' && { replySettings }),
    ...(deletedAt !== null && { deletedAt }),
  };
}
