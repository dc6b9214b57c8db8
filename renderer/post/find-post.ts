import type { PostView } from '../../core/domain/view.ts';
import type { Services } from '../state/services.tsx';
import type { Session } from '../state/session.ts';
import { strings } from '../strings.ts';

/** A post as it is stored, asked for as soon as a worker is there. Without it a toast says so. */
export async function findPost(
  { session, posts, toasts }: Pick<Services, 'session' | 'posts' | 'toasts'>,
  id: string,
): Promise<PostView | undefined> {
  await connected(session);
  const answer = await session.command((worker) => worker.show(id));
  if (answer === null) toasts.show({ tone: 'danger', message: strings.errors.noPost });
  else if ('kind' in answer) toasts.show({ tone: 'danger', message: answer.message });
  else {
    posts.put(answer.post);
    return answer.post;
  }
  return undefined;
}

/** A window that was opened for this has no worker yet. */
function connected(session: Pick<Session, 'get' | 'subscribe'>): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (session.get().link === 'connecting') return;
      leave();
      resolve();
    };
    const leave = session.subscribe(look);
    look();
  });
}
