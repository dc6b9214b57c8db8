import { owesNext, type Post, type PostId } from '../domain/post.ts';
import { continueSeries, nextEntry } from '../domain/series.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { Random } from '../ports/random.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import type { Decision } from './decisions.ts';
import { refuse, type SaveResult } from './save-result.ts';
import { refuseSealed } from './seal-guard.ts';

export type PostServiceDeps = {
  readonly posts: PostStore;
  readonly accounts: AccountStore;
  readonly settings: Pick<SettingsStore, 'seal' | 'late' | 'plans'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Written into the history: `cli` or `window`. */
  readonly by: string;
};

const TRIES = 5;

/** Re-reads and decides again when somebody else moved the post in between. */
export async function change(
  deps: Pick<PostServiceDeps, 'posts' | 'settings' | 'clock' | 'random' | 'by'>,
  id: PostId,
  decide: (post: Post) => Promise<Decision> | Decision,
): Promise<SaveResult> {
  const { posts, settings } = deps;
  await refuseSealed(settings);
  for (let i = 0; i < TRIES; i++) {
    const post = await posts.get(id);
    if (!post) return noPost(id);
    if (owesNext(post)) {
      await makeNext(deps, post);
      continue;
    }
    const decision = await decide(post);
    if ('kind' in decision) return decision;
    const result = await posts.move(decision);
    if (result.kind === 'moved') return { kind: 'ok', post: result.post };
  }
  return refuse('changed', 'The post kept changing while Perch tried to save. Look at it again and repeat.');
}

/** Before a person changes a settled post: what follows in its series does not depend on that any more. */
async function makeNext(
  { posts, clock, random, by }: Pick<PostServiceDeps, 'posts' | 'clock' | 'random' | 'by'>,
  post: Post,
): Promise<void> {
  if (!post.repeat) return;
  const { next, move } = continueSeries(post, post.repeat, { now: clock.now(), nonce: random.uuid(), by });
  if (next) await posts.insert([next], nextEntry(move.entry));
  await posts.move(move);
}

export const noPost = (id: PostId): SaveResult =>
  refuse('unknown-post', `There is no post "${id}". \`perch list\` shows the ids.`);
