import type { Answer, CliContext } from '../context.ts';
import { findPost } from '../find-post.ts';
import { shortId } from '../format.ts';
import { withHome } from '../home.ts';
import { expectSaved, savedAnswer } from '../saved.ts';

/** Makes a cancelled post what it was. */
export async function restore(context: CliContext, id: string): Promise<Answer> {
  return withHome(context, async ({ store, service }) => {
    const { id: fullId } = await findPost(store.posts, id);
    const saved = expectSaved(await service.restore(fullId));
    const late =
      saved.post.reason?.kind === 'restored' ? ' Its time has passed: `perch edit` gives a new one.' : '';
    return savedAnswer(saved, `Restored ${shortId(fullId)}: it is ${saved.post.status} again.${late}`);
  });
}
