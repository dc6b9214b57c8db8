import { checkSpendCap } from '../domain/spending.ts';
import type { PostServiceDeps } from './change.ts';
import { releaseHeld } from './release.ts';
import { refuseSealed } from './seal-guard.ts';

type Deps = Pick<PostServiceDeps, 'posts' | 'clock' | 'random' | 'by'> & {
  readonly settings: PostServiceDeps['settings'] & {
    setSpendCap(usd: number | null): Promise<void>;
  };
};

/**
 * Sets the monthly cap and lets the posts that it held go on; those that still do not fit are held anew. Cut off
 * in between it can be repeated; without that they go on with the next month.
 * @returns what is wrong with it, or undefined
 */
export async function setSpendCap(deps: Deps, usd: number | null): Promise<string | undefined> {
  const problem = checkSpendCap(usd);
  if (problem !== undefined) return problem;
  const { posts, settings, clock, random, by } = deps;
  await refuseSealed(settings);
  await settings.setSpendCap(usd);
  const mover = () => ({ now: clock.now(), nonce: random.uuid(), by });
  await releaseHeld(posts, mover, {}, ({ reason }) => reason?.kind === 'spendCap');
  return undefined;
}
