import type { Answer, CliContext } from '../context.ts';
import { findPost, findWaiting } from '../find-post.ts';
import { shortId } from '../format.ts';
import { withHome } from '../home.ts';
import { seriesAfterCancel } from '../repeat-option.ts';
import { expectSaved, savedAnswer } from '../saved.ts';

export type CancelOptions = { readonly skip?: boolean };

/** Cancels a post; a part on its way cannot be called back, but stops the thread. */
export async function cancel(context: CliContext, id: string, options: CancelOptions): Promise<Answer> {
  return withHome(context, async ({ store, service, outbox }) => {
    const { id: fullId } = findWaiting(outbox.list(), id) ?? (await findPost(store.posts, id));
    const saved = expectSaved(await service.cancel(fullId, options));
    const { status, repeat } = saved.post;
    const sentence =
      status === 'cancelled' ? `Cancelled ${shortId(fullId)}.` : `${shortId(fullId)} is on its way.`;
    return savedAnswer(saved, [sentence, ...seriesAfterCancel(repeat, context.now())].join(' '));
  });
}
