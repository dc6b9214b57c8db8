import type { Post } from '../domain/post.ts';
import { continueSeries, nextEntry } from '../domain/series.ts';
import { moverOf, type WorkerContext } from './context.ts';

/**
 * Makes the next post of each series, and only then writes down that it is made: a crash in between, or another
 * worker at the same time, makes the same post again, which is harmless.
 */
export async function continueAll(ctx: WorkerContext, settled: readonly Post[]): Promise<void> {
  const all = settled.flatMap((post) =>
    post.repeat ? [continueSeries(post, post.repeat, moverOf(ctx))] : [],
  );
  const [first] = all;
  if (!first) return;
  const made = all.flatMap(({ next }) => next ?? []);
  if (made.length > 0) await ctx.posts.insert(made, nextEntry(first.move.entry));
  await ctx.posts.moveMany(all.map(({ move }) => move));
}
