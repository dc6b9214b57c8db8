import type { PostRecord } from '../ports/post-store.ts';
import { type MoveDeps, MoveError } from './storage-ends.ts';
import { compareRecords, pairsOf } from './storage-pairs.ts';

/** What a move would do. */
export type Survey = {
  readonly posts: number;
  /** Not there yet, or there in an earlier state. */
  readonly toCopy: number;
  /** Posts of the destination's own. */
  readonly others: number;
};

/**
 * Compares both sides; writes nothing. With `replaces` all that the destination holds had been moved away from
 * it, so its posts are in force elsewhere unless the source has them.
 * @throws MoveError when the two cannot become one
 */
export async function surveyDestination(deps: MoveDeps, replaces: boolean): Promise<Survey> {
  const { from, to } = deps;
  const [arriving, settled] = [new Set<string>(), new Set<string>()];
  const different: string[] = [];
  let [posts, toCopy, others] = [0, 0, 0];
  for await (const { ours, theirs } of pairsOf(from.store.posts, to.store.posts)) {
    if (ours) posts += 1;
    const relation = ours && (theirs ? compareRecords(ours, theirs) : 'behind');
    if (relation === 'different') different.push(ours?.post.id ?? '');
    if (relation === 'behind') toCopy += 1;
    if (!ours) others += 1;
    if (theirs && !ours) for (const id of tweetIds(theirs)) settled.add(id);
    if (ours && !theirs) for (const id of tweetIds(ours)) arriving.add(id);
  }
  if (different.length > 0) throw new MoveError('conflict', differs(deps, different));
  if (replaces && others > 0) throw new MoveError('conflict', elsewhere(deps, others));
  const shared = [...arriving].find((id) => settled.has(id));
  if (shared !== undefined) throw new MoveError('conflict', sameTweet(deps, shared));
  if (others > 0) await checkPause(deps);
  return { posts, toCopy, others };
}

const tweetIds = ({ post }: PostRecord): readonly string[] =>
  post.parts.flatMap(({ tweetId }) => (tweetId === undefined ? [] : [tweetId]));

const differs = ({ to }: MoveDeps, ids: readonly string[]): string =>
  `Nothing was moved: ${ids.length} of the posts are in ${to.place.name} too and went another way there (the first is ${ids[0]}). Move to an empty storage, or cancel what is not wanted on one side and keep that side.`;

const elsewhere = ({ to }: MoveDeps, others: number): string =>
  `Nothing was moved: ${others} posts of ${to.place.name} had been moved to yet another storage and would be in force twice. Move them from there first, or choose an empty storage.`;

const sameTweet = ({ to }: MoveDeps, tweetId: string): string =>
  `Nothing was moved: the published post ${tweetId} belongs to another post in ${to.place.name}. Move to an empty storage.`;

/** Settings are those of the source afterwards; a pause that somebody wanted must not end by that. */
async function checkPause({ from, to }: MoveDeps): Promise<void> {
  const [ours, theirs] = await Promise.all([from.store.settings.chosen(), to.store.settings.chosen()]);
  if (theirs.pausedUntil === null || theirs.pausedUntil === ours.pausedUntil) return;
  const what = `Nothing was moved: publishing is paused in ${to.place.name} and would go on. Resume it there first, or pause here too.`;
  throw new MoveError('conflict', what);
}
