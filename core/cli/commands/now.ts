import type { Answer, CliContext } from '../context.ts';
import { findPost } from '../find-post.ts';
import { shortId } from '../format.ts';
import { withHome } from '../home.ts';
import { expectSaved, savedAnswer } from '../saved.ts';

/** Sends a post at once, whatever its time was. */
export async function now(context: CliContext, id: string): Promise<Answer> {
  return withHome(context, async ({ store, service }) => {
    const { id: fullId } = await findPost(store.posts, id);
    const saved = expectSaved(await service.postNow(fullId));
    return savedAnswer(saved, `${shortId(fullId)} goes out as soon as a worker takes it.`);
  });
}
