import { STATUSES } from '../../core/domain/status.ts';
import type { Instant } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import type { WorkerApi } from '../../core/rpc/contract.ts';
import type { Day, Span, View } from './calendar-days.ts';
import { keepSame, mergePosts } from './post-order.ts';
import { createStore, type Store } from './store.ts';

/** What the calendar shows, and the posts of it as far as they are read. */
export type CalendarSnapshot = {
  readonly view: View;
  /** Somewhere in the month or week that is shown. */
  readonly day: Day;
  /** Only of this account; null: of all. */
  readonly account: string | null;
  readonly phase: 'reading' | 'ready' | 'unreadable';
  readonly posts: readonly PostView[];
  /** There are more posts in the period than are read. */
  readonly isCut: boolean;
};

export type Calendar = Store<CalendarSnapshot> & {
  show(what: Partial<Pick<CalendarSnapshot, 'view' | 'day' | 'account'>>): void;
  /** Somebody looks at this span: read it now and at every change. Returns the way out. */
  watch(span: Span & { readonly account: string | null }): () => void;
  /** Some post changed. */
  refresh(): void;
  /** Shows a post at another time while it is being saved there. */
  place(id: string, at: Instant): void;
  /** It is saved, as this post, or it is not: then it is where it was. */
  settle(id: string, post: PostView | undefined): void;
  /** Knows nothing any more: what follows belongs to another storage. */
  clear(): void;
};

type Query = Parameters<Calendar['watch']>[0];

/** What was taken back is no plan any more; the queue shows it. */
const SHOWN = STATUSES.filter((status) => status !== 'cancelled');
const PAGE = 1_000;
/** More posts than a person can look at; a storage with a million has as many in an hour. */
const MOST_PAGES = 3;
const QUIET = 200;
const UNREAD = { account: null, phase: 'reading', posts: [], isCut: false } as const;

export function createCalendar(source: () => Pick<WorkerApi, 'list'>, today: Day): Calendar {
  const store = createStore<CalendarSnapshot>({ view: 'month', day: today, ...UNREAD });
  const placed = new Map<string, Instant>();
  /** As they are stored. */
  let stored: readonly PostView[] = [];

  function put(posts: readonly PostView[], change: Partial<CalendarSnapshot> = {}): void {
    stored = posts;
    store.set((s) => {
      const known = new Map(s.posts.map((post) => [post.id, post]));
      const timed = posts.map((post) => withTime(post, placed.get(post.id)));
      return { ...s, posts: keepSame(timed, known), ...change };
    });
  }

  const reader = createReader(source, (found) => {
    if (found?.isPartial) put(mergePosts(found.posts, stored), { phase: 'ready' });
    else if (found) put(found.posts, { phase: 'ready', isCut: found.isCut });
    else store.set((s) => (s.phase === 'ready' ? s : { ...s, phase: 'unreadable' }));
  });

  return {
    ...store,
    show: (what) => store.set((s) => ({ ...s, ...what })),
    watch: (query) => {
      store.set((s) => (s.phase === 'unreadable' ? { ...s, phase: 'reading' } : s));
      return reader.watch(query);
    },
    refresh: reader.refresh,
    place: (id, at) => {
      placed.set(id, at);
      put(stored);
    },
    settle: (id, post) => {
      placed.delete(id);
      put(post ? mergePosts([post], stored) : stored);
      reader.readAnew();
    },
    clear: () => {
      placed.clear();
      reader.drop();
      put([], UNREAD);
    },
  };
}

type Reader = Pick<Calendar, 'watch' | 'refresh'> & {
  /** What is on its way is not true any more: reads at once. */
  readAnew(): void;
  /** Takes no answer of what is on its way. */
  drop(): void;
};

/** Reads what is watched and tells what it found, undefined when nobody answered. */
function createReader(
  source: () => Pick<WorkerApi, 'list'>,
  tell: (found: Found | undefined) => void,
): Reader {
  let query: Query | undefined;
  let latest = 0;
  let isReading = false;
  let isStale = false;
  let isAsked = false;

  /** A reading that was overtaken, by another one or by a change of ours, is dropped. */
  async function read(): Promise<void> {
    if (!query) return;
    latest += 1;
    const mine = latest;
    isReading = true;
    const found = await readSpan(source, query).catch(() => undefined);
    if (mine !== latest) return;
    isReading = false;
    tell(found);
    if (isStale) refresh();
  }

  /** Soon, never in a burst, and never so often that no reading comes to its end. */
  function refresh(): void {
    isStale = isReading;
    if (!query || isReading || isAsked) return;
    isAsked = true;
    setTimeout(() => {
      isAsked = false;
      void read();
    }, QUIET);
  }

  return {
    watch: (asked) => {
      query = asked;
      void read();
      return () => {
        if (query === asked) query = undefined;
      };
    },
    refresh,
    readAnew: () => void read(),
    drop: () => {
      latest += 1;
      isReading = false;
    },
  };
}

type Found = { readonly posts: readonly PostView[]; readonly isCut: boolean; readonly isPartial: boolean };

async function readSpan(source: () => Pick<WorkerApi, 'list'>, { from, to, account }: Query): Promise<Found> {
  const asked = { status: SHOWN, from, to, limit: PAGE, ...(account !== null && { account }) };
  const posts: PostView[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await source().list({ ...asked, ...(after !== undefined && { after }) });
    posts.push(...page.posts);
    after = page.next;
    if (after === undefined || page.partial) return { posts, isCut: false, isPartial: page.partial === true };
  }
  return { posts, isCut: true, isPartial: false };
}

function withTime(post: PostView, at: Instant | undefined): PostView {
  return at === undefined ? post : { ...post, dueAt: new Date(at).toISOString() };
}
