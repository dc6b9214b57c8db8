import type { Status } from '../../core/domain/status.ts';
import type { PostView } from '../../core/domain/view.ts';
import { Button } from '../ui/button.tsx';
import { ListNote } from '../ui/list-row.tsx';
import { wayOutOf } from './actions.ts';
import { noteWords } from './post-words.ts';
import type { RunAction } from './use-post-actions.ts';

const TONES: Partial<Readonly<Record<Status, 'warning' | 'danger'>>> = {
  retrying: 'warning',
  checking: 'warning',
  failed: 'danger',
  missed: 'danger',
  held: 'danger',
};

/** What happened, what comes next, and the way out. */
export function PostNote({ post, run }: { readonly post: PostView; readonly run: RunAction }) {
  const wayOut = wayOutOf(post);
  const action = wayOut && (
    <Button size="s" onPress={() => run(wayOut.id, post)}>
      {wayOut.label}
    </Button>
  );
  return (
    <ListNote tone={TONES[post.status] ?? 'calm'} action={action}>
      {noteWords(post)}
    </ListNote>
  );
}
