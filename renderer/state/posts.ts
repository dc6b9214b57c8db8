import type { PostView } from '../../core/domain/view.ts';
import type { WorkerApi } from '../../core/rpc/contract.ts';
import { timeNow } from './now.ts';
import { compareDue, mergePosts } from './post-order.ts';
import { HEAD, OPEN, type Reading, readClosed, readOpen } from './post-reading.ts';
import { createPostsStore, type PostsSnapshot, type PostsStore } from './posts-store.ts';
import type { Store } from './store.ts';

export type Posts = Store<PostsSnapshot> & {
  /** Something changed: what can have changed is read again, soon and never in a burst. */
  refresh(): void;
  /** A worker is there: read everything. What was known stays on the screen meanwhile. */
  reload(): void;
  /** A person wants to see more than is held. */
  readMore(): void;
  /** Puts posts in their places at once, without waiting for the next reading. */
  put(...posts: readonly PostView[]): void;
  /** Other posts are going to be read: those of another storage. */
  clear(): void;
};

export type PostsSource = Pick<WorkerApi, 'list' | 'show'>;

/** So many are held at first, and as many more each time that a person asks. Who has fewer has all of them here. */
const FIRST = { open: 10_000, closed: 5_000 } as const;
/** More posts than this left the head at once: reading the list is cheaper than asking for each. */
const ASK_EACH = 20;
const QUIET = 200;
/** Reading everything again may take at most this share of the worker's time. */
const FULL_SHARE = 20;

/** @param settledCount how many posts are settled, as far as it is known */
export function createPosts(
  source: () => PostsSource,
  settledCount: () => number | undefined = () => undefined,
): Posts {
  const postsStore = createPostsStore();
  const { store, place, put, clear } = postsStore;
  const whole = createWholeReading(source, settledCount, postsStore);
  let wanted: 'nothing' | 'head' | 'all' = 'nothing';
  let running = false;
  let nextFull = 0;

  function ask(what: 'head' | 'all'): void {
    if (wanted !== 'all') wanted = what;
    if (!running) void run();
  }

  async function run(): Promise<void> {
    running = true;
    while (wanted !== 'nothing') {
      const what = wanted;
      wanted = 'nothing';
      // A worker that goes away is followed by `reload` when the next one is there.
      await (what === 'all' ? readAll() : readHead()).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, QUIET));
    }
    running = false;
  }

  async function readHead(): Promise<void> {
    const page = await source().list({ status: OPEN, limit: HEAD });
    const { open } = store.get();
    // The store is away: what is known stays, and what is kept on this computer is added.
    if (page.partial) return place('open', mergePosts(page.posts, open));
    const last = page.posts.at(-1);
    const tail = page.next && last ? open.filter((post) => compareDue(post, last) > 0) : [];
    const gone = missingFrom(open, [...page.posts, ...tail]);
    place('open', [...page.posts, ...tail]);
    if (gone.length > ASK_EACH) return whole.readSettled();
    const asked = await Promise.all(gone.map((post) => source().show(post.id)));
    for (const detail of asked) if (detail) put(detail.post);
    if (page.next && performance.now() > nextFull) ask('all');
  }

  async function readAll(): Promise<void> {
    const started = performance.now();
    await whole.readOpen();
    await whole.readSettled();
    const ended = performance.now();
    nextFull = ended + (ended - started) * FULL_SHARE;
  }

  const readMore = (): void => {
    whole.wantMore();
    ask('all');
  };

  return { ...store, refresh: () => ask('head'), reload: () => ask('all'), readMore, put, clear };
}

/** Reads everything, or what is near of more than a window should hold. */
function createWholeReading(
  source: () => PostsSource,
  settledCount: () => number | undefined,
  { store, place }: PostsStore,
) {
  let most: { readonly open: number; readonly closed: number } = FIRST;
  const wholes = { open: true, closed: true };

  /** The first time each page is shown as it comes; later the old list stays until the new one is whole. */
  async function readInto(
    which: 'open' | 'closed',
    read: (onPage: (posts: readonly PostView[]) => void) => Promise<Reading>,
  ): Promise<void> {
    const isFirst = store.get().phase === 'loading' || store.get()[which].length === 0;
    const { posts, isWhole, isPartial } = await read((some) => {
      if (isFirst) place(which, some);
    });
    if (isPartial) return place(which, mergePosts(posts, store.get()[which]));
    wholes[which] = isWhole;
    place(which, posts);
    store.set((s) => ({ ...s, isWhole: wholes.open && wholes.closed }));
  }

  return {
    readOpen: () => readInto('open', (onPage) => readOpen(source, most.open, onPage)),
    readSettled: () =>
      readInto('closed', (onPage) =>
        readClosed(source, { most: most.closed, count: settledCount(), now: timeNow() }, onPage),
      ),
    wantMore: () => {
      most = { open: most.open + FIRST.open, closed: most.closed + FIRST.closed };
    },
  };
}

function missingFrom(before: readonly PostView[], now: readonly PostView[]): readonly PostView[] {
  const ids = new Set(now.map((post) => post.id));
  return before.filter((post) => !ids.has(post.id));
}
