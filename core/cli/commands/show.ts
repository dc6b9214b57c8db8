import { attemptsOf } from '../../domain/history.ts';
import type { Post } from '../../domain/post.ts';
import { viewPost } from '../../domain/view.ts';
import { isoUtc } from '../../domain/zone.ts';
import type { Answer, CliContext } from '../context.ts';
import { findPost } from '../find-post.ts';
import { withHome } from '../home.ts';
import { answer } from '../output.ts';
import { describePost } from '../post-story.ts';
import { tellSeries } from '../repeat-option.ts';

/** Everything about one post: what happened, in X's own words too, and what comes next. */
export async function show(context: CliContext, id: string): Promise<Answer> {
  return withHome(context, async ({ store }) => {
    const post = await findPost(store.posts, id);
    const history = await store.posts.history(post.id);
    const attempts = attemptsOf(history);
    const json = {
      post: { ...viewPost(post), ...timesOf(post) },
      ...tellSeries(post.repeat, Math.max(context.now(), post.dueAt ?? 0)).json,
      attempts: attempts.map(({ armedAt, settledAt, ...rest }) => ({
        ...rest,
        armedAt: isoUtc(armedAt),
        ...(settledAt !== undefined && { settledAt: isoUtc(settledAt) }),
      })),
      history: history.map(({ postId: _, at, ...rest }) => ({ at: isoUtc(at), ...rest })),
    };
    const inSandbox = (await store.accounts.get(post.account))?.kind === 'sandbox';
    return answer(json, () => describePost({ post, history, attempts, inSandbox }, context.now()));
  });
}

function timesOf({ createdAt, updatedAt, lateWindow, version }: Post) {
  return {
    createdAt: isoUtc(createdAt),
    updatedAt: isoUtc(updatedAt),
    lateWindowSeconds: lateWindow / 1_000,
    version,
  };
}
