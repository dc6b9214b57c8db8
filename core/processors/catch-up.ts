import type { Decided } from '../domain/dispatch.ts';
import { isCatchingUp, spreadOut, wasAway } from '../domain/late.ts';
import type { Post } from '../domain/post.ts';
import type { Instant } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';

/** Posts whose time passed while this worker was away leave one after the other, not in a burst. */
export type CatchUp = {
  /** The rows were looked at. */
  looked(): void;
  isLate(post: Post): boolean;
  /** Puts off all late ones but the first of each account. */
  spread(decided: readonly Decided[]): Promise<readonly Decided[]>;
};

export function createCatchUp({ clock, settings }: Pick<WorkerContext, 'clock' | 'settings'>): CatchUp {
  let lastLook = clock.now();
  let awakeSince = lastLook;
  /** The last turn that was given away, by account. If it is lost, two leave together. */
  const lastTurn = new Map<string, Instant>();
  // Whoever asks before the first look after a sleep must not be told of the time before.
  const since = (): Instant => {
    const now = clock.now();
    return wasAway(lastLook, now) ? now : Math.min(awakeSince, now);
  };
  const isLate = (post: Post): boolean => isCatchingUp(post, since());

  function turnsOf(account: string, posts: readonly Post[], gap: number): readonly Instant[] {
    const from = Math.max(clock.now(), (lastTurn.get(account) ?? Number.NEGATIVE_INFINITY) + gap);
    const turns = spreadOut(posts, from, gap);
    lastTurn.set(account, turns.at(-1) ?? from);
    return turns;
  }

  return {
    looked: () => {
      const now = since();
      // Turns that were slept through are given anew, and need not wait for those that were not.
      // By a clock that was set back they would be far ahead.
      if (now !== awakeSince || clock.now() < lastLook) lastTurn.clear();
      awakeSince = now;
      lastLook = clock.now();
    },
    isLate,
    spread: async (decided) => {
      const late = decided.filter(({ post, dispatch }) => dispatch.kind === 'arm' && isLate(post));
      if (late.length === 0) return decided;
      const { catchUpGap } = await settings.late();
      if (catchUpGap === 0) return decided;
      const turns = new Map<Post, Instant>();
      for (const [account, posts] of byAccount(late)) {
        const given = turnsOf(account, posts, catchUpGap);
        for (const [i, post] of posts.entries()) turns.set(post, given[i] ?? 0);
      }
      return decided.map((each) => putOff(each, turns.get(each.post), clock.now()));
    },
  };
}

function putOff(decided: Decided, until: Instant | undefined, now: Instant): Decided {
  if (until === undefined || until <= now) return decided;
  const { post } = decided;
  return { post, dispatch: { kind: 'defer', until, reason: { kind: 'spread', at: now, detail: '' } } };
}

/** In the order of their times. */
function byAccount(late: readonly Decided[]): ReadonlyMap<string, readonly Post[]> {
  const groups = new Map<string, Post[]>();
  const posts = late.map(({ post }) => post).toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
  for (const post of posts) groups.set(post.account, [...(groups.get(post.account) ?? []), post]);
  return groups;
}
