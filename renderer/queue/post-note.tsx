import type { PostView } from '../../core/domain/view.ts';
import { plainWords, strings } from '../strings.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { wayOutOf } from './actions.ts';
import type { RunAction } from './use-post-actions.ts';

const URGENT: ReadonlySet<PostView['status']> = new Set(['failed', 'missed', 'held']);

/** What happened, what comes next, and the way out. */
export function PostNote({ post, run }: { readonly post: PostView; readonly run: RunAction }) {
  const wayOut = wayOutOf(post);
  const action = wayOut && (
    <Button size="s" onPress={() => run(wayOut.id, post)}>
      {wayOut.label}
    </Button>
  );
  return (
    <Banner
      tone={URGENT.has(post.status) ? 'danger' : post.status === 'cancelled' ? 'info' : 'warning'}
      action={action}
    >
      {noteWords(post)}
    </Banner>
  );
}

/** The core's sentence, which parts are out, and the next step in the words of the window. */
export function noteWords(post: PostView): string {
  const out = post.parts.filter((part) => part.tweetId !== undefined).length;
  const sentences = [
    plainWords(post.explanation?.sentence ?? ''),
    out > 0 && post.status !== 'cancelled' ? strings.queue.partsOut(out) : '',
    post.reason ? strings.next[post.reason] : '',
  ];
  return sentences.filter(Boolean).join(' ');
}
