import type { Answer, CliContext } from '../context.ts';
import { findPost } from '../find-post.ts';
import { shortId } from '../format.ts';
import { withHome } from '../home.ts';
import { expectSaved, savedAnswer } from '../saved.ts';

/** Tries a post again that is failed, missed, held or retrying. */
export async function retry(
  context: CliContext,
  id: string,
  options: { readonly force?: boolean },
): Promise<Answer> {
  return withHome(context, async ({ store, service }) => {
    const { id: fullId } = await findPost(store.posts, id);
    const saved = expectSaved(await service.retry(fullId, { force: options.force ?? false }));
    const what =
      saved.post.status === 'checking'
        ? 'is looked for on the timeline once more'
        : 'goes out as soon as a worker takes it';
    return savedAnswer(saved, `${shortId(fullId)} ${what}.`);
  });
}
