import { type ExportFormat, writePosts } from '../../host/transfer/post-export.ts';
import { intoFile } from '../../host/transfer/whole-file.ts';
import type { CliContext, CommandResult } from '../context.ts';
import { misuse } from '../failure.ts';
import { plural } from '../format.ts';
import { withHome } from '../home.ts';
import { answer } from '../output.ts';

export type ExportOptions = { readonly format: ExportFormat; readonly output?: string };

/** Writes every post as `import` reads them again, to stdout or to a file that is only replaced as a whole. */
export async function exportPosts(
  context: CliContext,
  { format, output }: ExportOptions,
): Promise<CommandResult> {
  if (context.json && format === 'csv' && output === undefined) {
    throw misuse('With --json a CSV export needs a file: name one with --output.');
  }
  return withHome(context, async ({ store }) => {
    if (output === undefined) {
      await writePosts(store.posts, format, context.io.out);
      return { done: 0 };
    }
    const posts = await intoFile(output, (write) => writePosts(store.posts, format, write));
    return answer({ format, output, posts }, `Wrote ${plural(posts, 'post')} to ${output}.`);
  });
}
