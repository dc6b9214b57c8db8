import { HOUR } from '../../core/domain/time.ts';
import type { NewPost } from '../../core/service/new-post.ts';
import { FAKE_START } from './clock.ts';

/** What a person composes: a post in an hour. */
export const aNewPost = (overrides: Partial<NewPost> = {}): NewPost => ({
  id: '11111111-1111-4111-8111-111111111111',
  account: 'alice',
  parts: [{ text: 'Hello' }],
  dueAt: FAKE_START + HOUR,
  zone: 'Europe/London',
  ...overrides,
});
