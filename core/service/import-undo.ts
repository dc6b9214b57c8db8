import type { Post, PostId } from '../domain/post.ts';
import type { Clock } from '../ports/clock.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { Random } from '../ports/random.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { decideCancel } from './decisions.ts';
import { refuseSealed } from './seal-guard.ts';

export type UndoImportDeps = {
  readonly posts: PostStore;
  readonly settings: Pick<SettingsStore, 'seal'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly by: string;
};

const BATCH = 300;

/**
 * Cancels the posts that an import added, but none that anybody or anything has touched since. They stay to be
 * seen as cancelled: Perch deletes nothing that a person wrote. @returns how many
 */
export async function undoImport(ids: readonly PostId[], deps: UndoImportDeps): Promise<number> {
  await refuseSealed(deps.settings);
  let undone = 0;
  for (let i = 0; i < ids.length; i += BATCH) {
    const posts = await deps.posts.getMany(ids.slice(i, i + BATCH));
    const moves = posts.filter(isUntouched).flatMap((post) => {
      const mover = { now: deps.clock.now(), nonce: deps.random.uuid(), by: deps.by };
      const decision = decideCancel(post, mover, false);
      return 'kind' in decision ? [] : [decision];
    });
    const results = moves.length === 0 ? [] : await deps.posts.moveMany(moves);
    undone += results.filter(({ kind }) => kind === 'moved').length;
  }
  return undone;
}

/** The first write of a row is the only one. */
const isUntouched = ({ version, status }: Post): boolean =>
  version === FIRST_VERSION && (status === 'scheduled' || status === 'draft');
const FIRST_VERSION = 1;
