import { freshPost } from '../../core/domain/fresh-post.ts';
import { DEFAULT_LATE_WINDOW, type Post } from '../../core/domain/post.ts';
import { MINUTE } from '../../core/domain/time.ts';
import { FAKE_START } from './clock.ts';

let made = 0;

/** A scheduled post, due a minute after the fake clock's start, with an id and a text of its own. */
export function aPost(overrides: Partial<Post> = {}): Post {
  const n = ++made;
  const fresh = freshPost(
    {
      id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      account: 'alice',
      status: 'scheduled',
      dueAt: FAKE_START + MINUTE,
      zone: 'Europe/Berlin',
      lateWindow: DEFAULT_LATE_WINDOW,
      parts: [{ text: `Post number ${n}` }],
      replyTo: null,
      replySettings: null,
      repeat: null,
    },
    FAKE_START,
    `nonce-${n}`,
  );
  return { ...fresh, ...overrides };
}
