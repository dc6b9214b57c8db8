import { SHARED_PACE } from '../../core/domain/pace.ts';
import { owesNext, type Post, wakeAt } from '../../core/domain/post.ts';
import { isWaiting } from '../../core/domain/status.ts';
import { MINUTE, SECOND } from '../../core/domain/time.ts';
import type { Database } from './database.ts';
import type { Plan } from './plan.ts';
import type { Seat } from './worker-process.ts';
import type { World } from './world.ts';

type Setting = {
  readonly world: World;
  readonly plan: Plan;
  readonly database: Database;
  readonly isFindable: (post: Post) => boolean;
  readonly seats: readonly Seat[];
  readonly calmFrom: number;
};

const LOOK_EVERY = 20 * SECOND;
/** How long a row that is due may wait for a worker that lives and lacks nothing. */
const LONGEST_WAIT = { local: MINUTE, shared: 5 * MINUTE } as const;
/** A shared store lost the row that says when to look: the net under everything else finds it. */
const LONGEST_SEARCH = SHARED_PACE.sweep + MINUTE;
/** The rows in flight: a lease, a quiet period, its readings, and reading that was put off during the storm. */
const LONGEST_DOUBT = 15 * MINUTE;

/** A post that is due and that nobody looks at again is as good as lost. */
export function watchPunctuality({ world, plan, database, isFindable, seats, calmFrom }: Setting): void {
  const late = new Set<string>();
  /** When the row that tells of a post was last seen to be missing. */
  const hiddenAt = new Map<string, number>();
  /** People had stopped something then. */
  let stoppedAt = 0;
  /** A row may wait its turn: a second for each that the account has before it. */
  const queueOf = (name: string): number =>
    [...database.posts.values()].filter((post) => post.account === name && post.parts.length > post.cursor)
      .length;

  /** Of a store with one worker, what is armed by another is nobody's. (A cancel in that moment may hide it.) */
  const isOrphan = ({ status, attempt, stopRequested }: Post): boolean =>
    plan.kind === 'local' &&
    !stopRequested &&
    status === 'publishing' &&
    attempt?.owner !== seats[0]?.process?.name;

  function look(): void {
    const able = seats.filter(
      ({ machine, upSince }) => upSince !== undefined && machine.frozenUntil <= world.now(),
    );
    for (const post of database.posts.values()) {
      const keyed = able.filter(({ machine }) => !machine.withoutKeys.has(post.account));
      if (keyed.length === 0 || late.has(post.id)) continue;
      const since = sinceWhen(post, keyed);
      const most = isWaiting(post.status)
        ? (isFindable(post) ? LONGEST_WAIT[plan.kind] : LONGEST_SEARCH) + queueOf(post.account) * 2 * SECOND
        : isOrphan(post)
          ? LONGEST_WAIT.local
          : // What follows is due a day later at the earliest, so it need not be made before the next sweep.
            owesNext(post)
            ? LONGEST_SEARCH
            : LONGEST_DOUBT;
      if (since === undefined || world.now() - since <= most) continue;
      late.add(post.id);
      world.broken(
        `${post.id} is ${post.status} and waits for ${Math.round((world.now() - since) / SECOND)} s`,
      );
    }
  }

  /** From when on somebody could have done something about it, true time. */
  function sinceWhen(post: Post, able: readonly Seat[]): number | undefined {
    const from = (seat: Seat): number =>
      Math.max(calmFrom, seat.upSince ?? Infinity, seat.machine.frozenUntil);
    if (!isFindable(post)) hiddenAt.set(post.id, world.now());
    const found = isFindable(post) ? (hiddenAt.get(post.id) ?? 0) : 0;
    const changed = Math.max(Math.min(...able.map(from)), seen(post.id, post.version), found);
    if (post.status === 'publishing' || post.status === 'checking') return changed;
    const wake = wakeAt(post);
    if (wake === null || post.status === 'held') return undefined;
    const gate = database.accounts.get(post.account)?.gate;
    if (database.pausedUntil !== null || gate?.state !== 'open') {
      stoppedAt = world.now();
      return undefined;
    }
    return Math.max(
      changed,
      stoppedAt,
      Math.min(...able.map((seat) => Math.max(from(seat), wake - seat.machine.skew))),
    );
  }

  const versions = new Map<string, { readonly version: number; readonly at: number }>();
  function seen(id: string, version: number): number {
    const before = versions.get(id);
    if (before?.version === version) return before.at;
    versions.set(id, { version, at: world.now() });
    return world.now();
  }

  const keepLooking = (): void => {
    world.at(world.now() + LOOK_EVERY, () => {
      look();
      keepLooking();
    });
  };
  world.at(calmFrom, keepLooking);
}
