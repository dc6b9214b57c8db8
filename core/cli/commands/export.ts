import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Home } from '../../host/home.ts';
import { allPosts, eachPost } from '../../service/export.ts';
import type { CliContext, CommandResult } from '../context.ts';
import { misuse } from '../failure.ts';
import { plural } from '../format.ts';
import { withHome } from '../home.ts';
import { answer } from '../output.ts';

export type ExportOptions = { readonly format: 'json' | 'csv'; readonly output?: string };
type Write = (text: string) => Promise<unknown>;

/** Writes every post as `import` reads them again, to stdout or to a file that is only replaced as a whole. */
export async function exportPosts(
  context: CliContext,
  { format, output }: ExportOptions,
): Promise<CommandResult> {
  if (context.json && format === 'csv' && output === undefined) {
    throw misuse('With --json a CSV export needs a file: name one with --output.');
  }
  return withHome(context, async (home) => {
    const write = format === 'csv' ? writeCsv : writeJson;
    if (output === undefined) {
      await write(home, context.io.out);
      return { done: 0 };
    }
    const posts = await intoFile(output, (add) => write(home, add));
    return answer({ format, output, posts }, `Wrote ${plural(posts, 'post')} to ${output}.`);
  });
}

async function writeJson({ store }: Home, write: Write): Promise<number> {
  let count = 0;
  for await (const post of eachPost(store.posts)) {
    await write(`${count === 0 ? '[' : ','}\n  ${JSON.stringify(post)}`);
    count++;
  }
  await write(count === 0 ? '[]\n' : '\n]\n');
  return count;
}

async function writeCsv({ store }: Home, write: Write): Promise<number> {
  const { csvHeader, csvRow } = await import('../../host/transfer/posts-csv-write.ts');
  const posts = await allPosts(store.posts);
  const parts = posts.reduce((most, post) => Math.max(most, post.parts.length), 1);
  await write(csvHeader(parts));
  for (const post of posts) await write(csvRow(post, parts));
  return posts.length;
}

/** Beside the file first, so that a full disk or an interruption leaves what was there. */
async function intoFile<T>(path: string, fill: (write: Write) => Promise<T>): Promise<T> {
  const beside = `${path}.${randomUUID().slice(0, 8)}.new`;
  const file = await open(beside, 'wx', 0o600);
  try {
    const result = await fill((text) => file.appendFile(text));
    await file.sync();
    await file.close();
    await rename(beside, path);
    return result;
  } catch (error) {
    await file.close();
    await rm(beside, { force: true });
    throw error;
  }
}
