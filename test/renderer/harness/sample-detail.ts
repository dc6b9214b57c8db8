import type { PostView } from '../../../core/domain/view.ts';
import type { PostDetail } from '../../../core/rpc/contract.ts';

/** A post with a try that X refused. */
export function sampleDetail(post: PostView, now: number): PostDetail {
  const armed = {
    postId: post.id,
    at: now - 60_000,
    event: 'armed' as const,
    from: 'queued' as const,
    to: 'publishing' as const,
    part: 0,
    detail: '',
    by: 'worker 7f3a',
  };
  return {
    post,
    attempts:
      post.attempts > 0
        ? [
            {
              part: 0,
              armedAt: now - 60_000,
              settledAt: now - 59_600,
              outcome: 'rejected' as const,
              detail: '403 Forbidden: You are not permitted to perform this action.',
            },
          ]
        : [],
    history: [
      { ...armed, at: now - 90_000, event: 'added', from: null, to: 'scheduled', by: 'window' },
      { ...armed, at: now - 61_000, event: 'enqueued', from: 'scheduled', to: 'queued' },
      armed,
      {
        ...armed,
        at: now - 59_600,
        event: 'rejected',
        from: 'publishing',
        to: 'failed',
        detail: '403 Forbidden',
      },
    ],
  };
}
