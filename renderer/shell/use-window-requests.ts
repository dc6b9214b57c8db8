import { useEffect } from 'react';
import type { LinkedDraft } from '../../core/domain/deep-link.ts';
import type { WindowRequest } from '../../core/rpc/shell-contract.ts';
import { actionsOf } from '../post/actions.ts';
import { findPost } from '../post/find-post.ts';
import { usePostActions } from '../post/use-post-actions.ts';
import { useServices } from '../state/services.tsx';

export type WindowRequestHandlers = {
  readonly compose: (draft?: LinkedDraft) => void;
  readonly showAttention: () => void;
  readonly show: (screen: 'posts' | 'settings' | 'health') => void;
  /** Its details. */
  readonly openPost: (id: string) => void;
};

/** Does what is asked for outside of the window, and the same for its own commands. */
export function useWindowRequests(to: WindowRequestHandlers): (request: WindowRequest) => void {
  const services = useServices();
  const run = usePostActions(({ id }) => to.openPost(id));

  const withPost = async (request: Extract<WindowRequest, { readonly id: string }>): Promise<void> => {
    const post = await findPost(services, request.id);
    if (!post) return;
    // What has left meanwhile is shown as what it is now.
    if (request.kind === 'post' || !actionsOf(post).some(({ id }) => id === 'postNow'))
      return to.openPost(post.id);
    to.show('posts');
    run('postNow', post);
  };
  const handle = (request: WindowRequest): void => {
    if ('id' in request) void withPost(request);
    else if (request.kind === 'compose') to.compose(request.draft);
    else if (request.kind === 'attention') to.showAttention();
    else to.show(request.kind);
  };
  useEffect(() => services.requests.listen(handle));
  return handle;
}
