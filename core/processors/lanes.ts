import type { Post, PostId } from '../domain/post.ts';
import { SECOND } from '../domain/time.ts';
import { type Item, type Lane, sendLane } from './batch.ts';
import type { WorkerContext } from './context.ts';
import { createPlaces } from './places.ts';

/** The posts that this worker is about to send or is sending: a lane for each account. */
export type Lanes = {
  /** How many more posts can be begun soon. */
  room(): number;
  /** There was not enough room: `onRoom` is called once when there is. */
  tellOfRoom(): void;
  size(): number;
  /** One that is held and has changed meanwhile may be due again: `onDueAgain` is called when it is let go of. */
  holds(post: Post): boolean;
  /**
   * Takes due posts as far as they can go now. Resolves when each is out, kept back or somebody else's; rejects
   * when the store is out of reach, and then whoever looks at the rows again finds what is left.
   */
  take(posts: readonly Post[]): Promise<void>;
  /** Whether a post was let go of since this was last asked. */
  takeProgress(): boolean;
  /** Resolves when nothing is held any more. */
  drained(): Promise<void>;
};

export type LaneEvents = {
  /** There is progress to ask for: when all is done, and now and then while it goes on. */
  readonly onProgress: () => void;
  /** There is room again. */
  readonly onRoom: () => void;
  /** One that was held is due once more. */
  readonly onDueAgain: () => void;
  /** One that was let go of waits for a time. Known here: the store need not tell of it, or in time. */
  readonly onWaits: (post: Post) => void;
  /** Something was let go of unfinished. */
  readonly onFailure: (error: unknown) => void;
};

type Held = Item & { isDueAgain: boolean; readonly takenAt: number; readonly finished: Promise<void> };

/** A post that cannot be begun within this time is better left to others, ms. */
const SOON = 2 * SECOND;
/** How often a burst says that it goes on, ms. */
const TELL_EVERY = 5 * SECOND;
const FEWEST = 16;
const MOST = 256;
/** Armed at once in a lane of which nothing is known yet. */
const FIRST_AHEAD = 4;

export function createLanes(ctx: WorkerContext, events: LaneEvents): Lanes {
  const { onRoom, onDueAgain, onFailure, onProgress } = events;
  const held = new Map<PostId, Held>();
  const startLane = createLaneStarter(ctx, events.onWaits);
  let capacity = FEWEST;
  let isAsked = false;
  let progress = { made: false, toldAt: Number.NEGATIVE_INFINITY };

  function noteProgress(): void {
    const now = ctx.clock.monotonic();
    const tell = held.size === 0 || now - progress.toldAt >= TELL_EVERY;
    progress = { made: true, toldAt: tell ? now : progress.toldAt };
    if (tell) onProgress();
  }

  /** A burst of quick answers lets more be taken, a slow X fewer. */
  function letGo({ post, takenAt, isDueAgain }: Held): void {
    held.delete(post.id);
    const isSlow = ctx.clock.monotonic() - takenAt > SOON;
    capacity = isSlow ? Math.max(FEWEST, Math.floor(capacity * 0.9)) : Math.min(MOST, capacity + 2);
    noteProgress();
    if (isDueAgain) onDueAgain();
    if (!isAsked || held.size * 2 > capacity) return;
    isAsked = false;
    onRoom();
  }

  function hold(post: Post): Held {
    const { promise: finished, resolve: finish, reject: fail } = withResolvers();
    const item: Held = { post, isDueAgain: false, takenAt: ctx.clock.monotonic(), finished, finish, fail };
    held.set(post.id, item);
    void finished.catch(onFailure).finally(() => letGo(item));
    return item;
  }

  return {
    room: () => Math.max(0, capacity - held.size),
    tellOfRoom: () => {
      isAsked = true;
    },
    size: () => held.size,
    holds: (post) => {
      const item = held.get(post.id);
      if (item && item.post.version < post.version) item.isDueAgain = true;
      return item !== undefined;
    },
    take: async (posts) => {
      const items = posts.map((post) => held.get(post.id) ?? startLane(hold(post)));
      await Promise.all(items.map(({ finished }) => finished));
    },
    takeProgress: () => {
      const { made } = progress;
      progress = { ...progress, made: false };
      return made;
    },
    drained: async () => {
      while (held.size > 0) await Promise.allSettled([...held.values()].map(({ finished }) => finished));
    },
  };
}

/** Puts an item into the lane of its account; a lane lives as long as there is something in it. */
function createLaneStarter(ctx: WorkerContext, waits: (post: Post) => void): <I extends Item>(item: I) => I {
  const lanes = new Map<string, Lane & { running: boolean }>();

  async function run(account: string, lane: Lane & { running: boolean }): Promise<void> {
    if (lane.running) return;
    lane.running = true;
    // What is taken together is armed together.
    await Promise.resolve();
    while (lane.items.length > 0) {
      await sendLane(ctx, lane).catch((error: unknown) => {
        for (const item of lane.items.splice(0)) item.fail(error);
      });
    }
    lane.running = false;
    lanes.delete(account);
  }

  function laneOf(account: string): Lane & { running: boolean } {
    const known = lanes.get(account);
    if (known) return known;
    const lane = {
      items: [] as Item[],
      places: createPlaces(ctx),
      ahead: FIRST_AHEAD,
      isQuick: false,
      running: false,
      waits,
      putBack: (item: Item) => {
        const current = laneOf(account);
        current.items.unshift(item);
        void run(account, current);
      },
    };
    lanes.set(account, lane);
    return lane;
  }

  return (item) => {
    const { account } = item.post;
    const lane = laneOf(account);
    lane.items.push(item);
    void run(account, lane);
    return item;
  };
}

function withResolvers() {
  let resolve = (): void => {};
  let reject = (_error: unknown): void => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
