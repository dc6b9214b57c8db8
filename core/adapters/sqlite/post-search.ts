import type { Post } from '../../domain/post.ts';
import { type SearchTerms, searchableText, searchTerms } from '../../domain/search.ts';
import { STATUSES } from '../../domain/status.ts';
import type { PostPage, PostSearch } from '../../ports/post-store.ts';
import type { Database } from './database.ts';
import { type PostRow, toPost } from './post-row.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;
/** Rows that one page looks at, at most: a common word of few posts that are wanted costs no more. */
const LOOKED_AT = 2_000;

const INSERT = 'INSERT INTO search (rowid, text) VALUES (?, ?)';
const REMOVE = 'DELETE FROM search WHERE rowid = ?';
const FIND = `SELECT posts.* FROM (SELECT rowid AS found FROM search WHERE search MATCH ? AND rowid < ?
    ORDER BY rowid DESC LIMIT ?) JOIN posts ON posts.seq = found
  ORDER BY found DESC`;

/** Within a transaction: keeps the index of words in step with the row, which held `before`. */
export function indexWords(db: Database, seq: number, post: Post, before?: Post): void {
  const text = searchableText(post);
  if (before) {
    if (searchableText(before) === text) return;
    db.run(REMOVE, seq);
  }
  db.run(INSERT, seq, text);
}

/** One page, those that were stored last first. */
export function searchPosts(db: Database, search: PostSearch): PostPage {
  const terms = searchTerms(search.text);
  if (terms.length === 0) return { posts: [] };
  const limit = Math.max(1, Math.min(search.limit ?? DEFAULT_LIMIT, MAX_LIMIT));
  const wanted = new Set(search.status ?? STATUSES);
  const isWanted = ({ account, status }: PostRow): boolean =>
    wanted.has(status) && (search.account === undefined || account === search.account);
  const posts: Post[] = [];
  let looked = 0;
  for (const row of db.each<PostRow>(FIND, matching(terms), placeOf(search.after), LOOKED_AT)) {
    looked += 1;
    if (isWanted(row)) posts.push(toPost(row));
    if (posts.length === limit || looked === LOOKED_AT) return { posts, next: String(row.seq) };
  }
  return { posts };
}

/** Tokens are letters and digits alone, so none of them is an operator of FTS5. */
const matching = (terms: SearchTerms): string =>
  terms.map((tokens) => `"${tokens.join(' ')}" *`).join(' AND ');

function placeOf(after: string | undefined): number {
  const place = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after);
  if (!Number.isSafeInteger(place))
    throw new RangeError(`Not a page key: "${after}". Use \`next\` of the page before.`);
  return place;
}

/** A step of the migrations: indexes the posts of before there was a search. Reads no column that came later. */
export function indexAllWords(db: Database): void {
  db.exec(
    `CREATE VIRTUAL TABLE search USING fts5 (text, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0')`,
  );
  type OldRow = { readonly seq: number; readonly account: string; readonly parts: string };
  for (const { seq, account, parts } of db.all<OldRow>('SELECT seq, account, parts FROM posts')) {
    db.run(INSERT, seq, searchableText({ account, parts: JSON.parse(parts) as Post['parts'] }));
  }
}
