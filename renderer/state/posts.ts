import { STATUSES, type Status } from '../../core/domain/status.ts';
import type { PostView } from '../../core/domain/view.ts';
import type { ListQuery, PostList, WorkerApi } from '../../core/rpc/contract.ts';
import { compareDue, mergePosts } from './post-order.ts';
import { CLOSED, createPostsStore, type PostsSnapshot } from './posts-store.ts';
import type { Store } from './store.ts';

export type Posts = Store<PostsSnapshot> & {
  /** Something changed: what can have changed is read again, soon and never in a burst. */
  refresh(): void;
  /** A worker is there: read everything. What was known stays on the screen meanwhile. */
  reload(): void;
  /** Puts posts in their places at once, without waiting for the next reading. */
  put(...posts: readonly PostView[]): void;
  /** Other posts are going to be read: those of another storage. */
  clear(): void;
};

export type PostsSource = Pick<WorkerApi, 'list' | 'show'>;

const OPEN: readonly Status[] = STATUSES.filter((status) => !CLOSED.includes(status));
/** The posts that go out next: read again at every change. */
const HEAD = 200;
const PAGE = 1000;
/** More posts than this left the head at once: reading the list is cheaper than asking for each. */
const ASK_EACH = 20;
const QUIET = 200;
/** Reading everything again may take at most this share of the worker's time. */
const FULL_SHARE = 20;

export function createPosts(source: () => PostsSource): Posts {
  const { store, place, put, clear } = createPostsStore();
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
    if (gone.length > ASK_EACH) return readEverythingOf(CLOSED, 'closed');
    const asked = await Promise.all(gone.map((post) => source().show(post.id)));
    for (const detail of asked) if (detail) put(detail.post);
    if (page.next && performance.now() > nextFull) ask('all');
  }

  async function readAll(): Promise<void> {
    const started = performance.now();
    await readEverythingOf(OPEN, 'open');
    await readEverythingOf(CLOSED, 'closed');
    const ended = performance.now();
    nextFull = ended + (ended - started) * FULL_SHARE;
  }

  async function readEverythingOf(status: readonly Status[], which: 'open' | 'closed'): Promise<void> {
    const read: PostView[] = [];
    const isFirst = store.get().phase === 'loading' || store.get()[which].length === 0;
    for await (const { posts, partial } of pages(source, { status, limit: HEAD })) {
      if (partial) return place(which, mergePosts(posts, [...read, ...store.get()[which]]));
      read.push(...posts);
      // The first time each page is shown as it comes; later the old list stays until the new one is whole.
      if (isFirst) place(which, [...read]);
    }
    place(which, read);
  }

  return { ...store, refresh: () => ask('head'), reload: () => ask('all'), put, clear };
}

async function* pages(source: () => PostsSource, query: ListQuery): AsyncGenerator<PostList> {
  let page: PostList = await source().list(query);
  yield page;
  while (page.next !== undefined) {
    page = await source().list({ ...query, limit: PAGE, after: page.next });
    yield page;
  }
}

function missingFrom(before: readonly PostView[], now: readonly PostView[]): readonly PostView[] {
  const ids = new Set(now.map((post) => post.id));
  return before.filter((post) => !ids.has(post.id));
}
