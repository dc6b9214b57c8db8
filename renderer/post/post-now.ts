import type { PostView } from '../../core/domain/view.ts';
import { runCommand, type Services } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { putBack } from './change-posts.ts';

/** ms from “Post now” until it leaves: so long it can be taken back. */
export const TIME_TO_UNDO = 10_000;

/** Sends a post in some seconds, with a way back to the time it had. What is in flight refuses both. */
export async function postNow(
  services: Pick<Services, 'session' | 'posts' | 'toasts' | 'undo'>,
  post: PostView,
): Promise<void> {
  const { session, posts, toasts, undo } = services;
  const result = await runCommand(services, (worker) => worker.postNow(post.id, TIME_TO_UNDO));
  if (result.kind === 'refused') return void toasts.show({ tone: 'danger', message: result.message });
  undo.did({
    message: result.note ?? strings.done.sentSoon,
    shownFor: TIME_TO_UNDO,
    undo: async () => {
      const answer = await session.command((worker) => worker.changeMany([putBack(post)]));
      const one = 'kind' in answer ? answer : answer[0];
      if (one?.kind !== 'ok') return { why: strings.done.leftAlready };
      posts.put(one.post);
      return true;
    },
  });
}
