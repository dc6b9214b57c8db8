import type { PostQuery, PostStore } from '../../ports/post-store.ts';
import { allPosts, eachPost } from '../../service/export.ts';
import { csvHeader, csvRow } from './posts-csv-write.ts';
import type { Write } from './whole-file.ts';

export type ExportFormat = 'json' | 'csv';
type Which = Pick<PostQuery, 'status' | 'account'>;

/** Writes posts as the import reads them again. @returns how many */
export function writePosts(
  posts: Pick<PostStore, 'list'>,
  format: ExportFormat,
  write: Write,
  which: Which = {},
): Promise<number> {
  return format === 'csv' ? writeCsv(posts, write, which) : writeJson(posts, write, which);
}

async function writeJson(posts: Pick<PostStore, 'list'>, write: Write, which: Which): Promise<number> {
  let count = 0;
  for await (const post of eachPost(posts, which)) {
    await write(`${count === 0 ? '[' : ','}\n  ${JSON.stringify(post)}`);
    count++;
  }
  await write(count === 0 ? '[]\n' : '\n]\n');
  return count;
}

async function writeCsv(store: Pick<PostStore, 'list'>, write: Write, which: Which): Promise<number> {
  const posts = await allPosts(store, which);
  const parts = posts.reduce((most, post) => Math.max(most, post.parts.length), 1);
  await write(csvHeader(parts));
  for (const post of posts) await write(csvRow(post, parts));
  return posts.length;
}
