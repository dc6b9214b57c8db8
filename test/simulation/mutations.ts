import type { Post } from '../../core/domain/post.ts';
import { MINUTE } from '../../core/domain/time.ts';
import type { Move, MoveResult, PostStore } from '../../core/ports/post-store.ts';
import type { Publisher } from '../../core/ports/publisher.ts';
import { StoreError } from '../../core/ports/store-error.ts';
import type { WorkerPorts } from '../../core/worker.ts';
import type { StoreKind } from './plan.ts';
import type { Mutation } from './simulate.ts';

/** A rule that is switched off, where it shows, and as what. */
export type Case = Mutation & {
  readonly rule: string;
  readonly on: readonly StoreKind[];
  readonly shows: RegExp;
  /** A death at one boundary of one thread is enough to show it (sweep.test.ts). */
  readonly swept?: true;
};

const onX =
  (change: (x: Publisher, ports: WorkerPorts) => Partial<Publisher>) =>
  (ports: WorkerPorts): WorkerPorts => ({
    ...ports,
    publisher: { ...ports.publisher, ...change(ports.publisher, ports) },
  });

const onPosts =
  (change: (posts: PostStore) => Partial<PostStore>) =>
  (ports: WorkerPorts): WorkerPorts => {
    const posts = { ...ports.posts, ...change(ports.posts) };
    const move = async (one: Move): Promise<MoveResult> => {
      const [result] = await posts.moveMany([one]);
      return result ?? { kind: 'conflict', current: undefined };
    };
    return { ...ports, posts: { ...posts, move } };
  };

const BOTH: readonly StoreKind[] = ['local', 'shared'];
const TWICE = /made twice/;

/** Each takes one rule of the send protocol away (rules: reliability reference, section 4.2). */
export const CASES: readonly Case[] = [
  {
    rule: 'armed before the wire, in the store',
    on: BOTH,
    shows: /without having armed/,
    swept: true,
    patch: onPosts(({ moveMany, getMany }) => ({ moveMany: inMemoryOnly(moveMany, getMany) })),
  },
  {
    rule: 'an unknown outcome is never sent again blindly',
    on: BOTH,
    shows: TWICE,
    swept: true,
    patch: onX(({ publish }) => ({
      publish: async (...asked) => {
        const outcome = await publish(...asked);
        return outcome.kind === 'unknown' ? { ...outcome, kind: 'not-sent' } : outcome;
      },
    })),
  },
  {
    rule: 'the timeline is read before anything is sent again',
    on: BOTH,
    shows: TWICE,
    swept: true,
    patch: onX(() => ({ timeline: async () => ({ kind: 'read', posts: [], complete: true }) })),
  },
  {
    rule: 'a quiet period before absence counts',
    on: BOTH,
    shows: TWICE,
    swept: true,
    timings: { quiet: 0 },
  },
  { rule: 'a gap between the two readings', on: BOTH, shows: TWICE, swept: true, timings: { readGap: 1 } },
  {
    rule: 'two readings, not one',
    on: BOTH,
    shows: TWICE,
    swept: true,
    patch: onPosts(({ inFlight }) => ({
      inFlight: async () =>
        (await inFlight()).map((post) => ({
          ...post,
          attempt: post.attempt && { ...post.attempt, absentReads: 1 },
        })),
    })),
  },
  {
    rule: 'an incomplete reading proves nothing',
    on: BOTH,
    shows: TWICE,
    plan: (plan) => ({ ...plan, weather: { ...plan.weather, x: 0.7, unreadable: 0, incomplete: 1 } }),
    patch: onX(({ timeline }) => ({
      timeline: async (...asked) => {
        const reading = await timeline(...asked);
        return reading.kind === 'read' ? { ...reading, complete: true } : reading;
      },
    })),
  },
  {
    rule: "X's clock, not ours",
    on: BOTH,
    shows: TWICE,
    patch: onX((_, { clock }) => ({ serverNow: () => clock.now(), calibrate: async () => clock.now() })),
  },
  {
    rule: 'an arm whose answer was lost is not trusted',
    on: ['shared'],
    shows: /without having armed/,
    patch: onPosts(({ moveMany }) => ({
      moveMany: (moves) =>
        moveMany(moves).catch((error: unknown) => {
          if (!(error instanceof StoreError) || error.code !== 'unavailable') throw error;
          return moves.map(({ to }) => ({ kind: 'moved', post: to }));
        }),
    })),
  },
  {
    rule: 'only who won the swap sends',
    on: ['shared'],
    shows: /without having armed/,
    swept: true,
    patch: onPosts(({ moveMany }) => ({
      moveMany: async (moves) =>
        (await moveMany(moves)).map((result, i) => {
          const post = moves[i]?.to;
          return result.kind === 'conflict' && post ? { kind: 'moved', post } : result;
        }),
    })),
  },
  {
    rule: 'what was acknowledged survives a power cut',
    on: ['local'],
    shows: TWICE,
    swept: true,
    losesCommits: true,
  },
  {
    rule: '"duplicate content" is looked into, not believed',
    on: BOTH,
    shows: /the store does not know \(failed\)/,
    plan: (plan) => ({
      ...plan,
      duplicateFilter: true,
      isBeyond: true,
      latest: 15 * MINUTE,
      weather: { ...plan.weather, x: 0.7 },
    }),
    patch: onX(({ publish }) => ({
      publish: async (...asked) => {
        const outcome = await publish(...asked);
        return outcome.kind === 'duplicate' ? { ...outcome, kind: 'rejected', http: 403 } : outcome;
      },
    })),
  },
  {
    rule: 'one text of an account in flight at a time',
    on: BOTH,
    shows: /has the id of|the store does not know|made twice/,
    rules: { textLock: false },
  },
  {
    rule: 'an X id belongs to one part',
    on: BOTH,
    shows: /has the id of/,
    rules: { uniqueIds: false },
    patch: onPosts(() => ({ bound: async () => new Set() })),
  },
  {
    rule: 'compare and swap',
    on: ['shared'],
    shows: /made twice|without having armed/,
    swept: true,
    rules: { versions: false },
  },
  {
    rule: 'nothing leaves after its window',
    on: BOTH,
    shows: /after its window/,
    patch: onPosts(withoutWindow),
  },
  {
    rule: 'what waited too long between arm and wire does not leave',
    on: ['shared'],
    shows: /made twice|without having armed/,
    plan: (plan) => ({ ...plan, weather: { ...plan.weather, longestPause: 6 * MINUTE } }),
    patch: onX(({ publish }) => ({
      publish: (request, signal) => publish({ ...request, maySend: () => true }, signal),
    })),
  },
  {
    rule: 'a living sender is not taken for dead',
    on: ['shared'],
    shows: /without having armed/,
    timings: { lease: 1 },
  },
  {
    rule: 'what a dead worker left is looked for at the start',
    on: ['local'],
    shows: /is publishing and waits/,
    swept: true,
    patch: onPosts(({ inFlight }) => {
      let asked = 0;
      return { inFlight: async () => (asked++ === 0 ? [] : inFlight()) };
    }),
  },
  {
    rule: 'a look tells when the next is due',
    on: ['shared'],
    shows: /and waits for/,
    patch: onPosts(({ due }) => ({ due: async (...asked) => ({ posts: (await due(...asked)).posts }) })),
  },
  {
    rule: 'workers hear of what others change',
    on: ['shared'],
    shows: /and waits for/,
    swept: true,
    patch: onPosts(() => ({ onChange: () => () => {} })),
  },
  {
    rule: 'what a crash between two writes left out is mended',
    on: ['shared'],
    shows: /and waits for/,
    swept: true,
    patch: onPosts(() => ({ mend: async () => {} })),
  },
];

/** Says that it is armed and stores nothing; what comes of it is written over whatever is there. */
function inMemoryOnly(moveMany: PostStore['moveMany'], getMany: PostStore['getMany']): PostStore['moveMany'] {
  const fences = new Set<string>();
  return async (moves) => {
    if (moves.every(({ entry }) => entry.event === 'armed')) {
      for (const { to } of moves) fences.add(to.nonce);
      return moves.map(({ to }) => ({ kind: 'moved', post: to }));
    }
    const stored = new Map((await getMany(moves.map(({ from }) => from.id))).map((post) => [post.id, post]));
    return moveMany(
      moves.map((move) => {
        const isOurs = move.from.attempt && fences.has(move.from.attempt.fence);
        return isOurs ? { ...move, from: stored.get(move.from.id) ?? move.from } : move;
      }),
    );
  };
}

/** The worker reads every post as one that may leave at any time. */
function withoutWindow({ due, getMany, moveMany }: PostStore): Partial<PostStore> {
  const windows = new Map<string, number>();
  const open = (post: Post): Post => {
    if (!windows.has(post.id)) windows.set(post.id, post.lateWindow);
    return { ...post, lateWindow: Number.MAX_SAFE_INTEGER / 2 };
  };
  return {
    due: async (...asked) => {
      const found = await due(...asked);
      return { ...found, posts: found.posts.map(open) };
    },
    getMany: async (ids) => (await getMany(ids)).map(open),
    moveMany: (moves) =>
      moveMany(
        moves.map((move) => ({
          ...move,
          to: { ...move.to, lateWindow: windows.get(move.to.id) ?? move.to.lateWindow },
        })),
      ),
  };
}
