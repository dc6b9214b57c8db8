import type { Answer, CliContext } from '../context.ts';
import { findPost, findWaiting } from '../find-post.ts';
import { shortId } from '../format.ts';
import { withHome } from '../home.ts';
import { expectSaved, savedAnswer } from '../saved.ts';

/** Cancels a post; a part on its way cannot be called back, but stops the thread. */
export async function cancel(context: CliContext, id: string): Promise<Answer> {
  return withHome(context, async ({ store, service, outbox }) => {
    const { id: fullId } = findWaiting(outbox.list(), id) ?? (await findPost(store.posts, id));
    const saved = expectSaved(await service.cancel(fullId));
    const sentence =
      saved.post.status === 'cancelled'
        ? `Cancelled ${shortId(fullId)}.`
        : `${shortId(fullId)} is on its way.`;
    return savedAnswer(saved, sentence);
  });
}
