import { STATUSES, type Status } from '../../core/domain/status.ts';
import { DAY, type Instant } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import type { ListQuery, WorkerApi } from '../../core/rpc/contract.ts';
import { mergePosts } from './post-order.ts';
import { CLOSED } from './posts-store.ts';

export const OPEN: readonly Status[] = STATUSES.filter((status) => !CLOSED.includes(status));
/** The posts that go out next, and the first that are shown. */
export const HEAD = 200;
const PAGE = 1_000;
/** The first span that is read of a long past; each further one is twice as long. */
const FIRST_SPAN = 30 * DAY;
/** Before this nobody posted. */
const BEGINNING = Date.UTC(2006, 2, 21);

type Lister = Pick<WorkerApi, 'list'>;

/**
 * Posts as far as they were read. Not whole: there are more than were asked for. Partial: the store could not be
 * asked to the end, and nothing more is known.
 */
export type Reading = {
  readonly posts: readonly PostView[];
  readonly isWhole: boolean;
  readonly isPartial: boolean;
};

/** What is open, those that go out next first. What has no time comes last, so of a long list it is read apart. */
export async function readOpen(
  source: () => Lister,
  most: number,
  onPage: (posts: readonly PostView[]) => void,
): Promise<Reading> {
  const reading = await readPages(source, { status: OPEN }, most, onPage);
  if (reading.isWhole) return reading;
  const drafts = await readPages(source, { status: ['draft'] }, PAGE, () => undefined);
  return { ...reading, posts: mergePosts(drafts.posts, reading.posts) };
}

/** What is settled: all of it, or the latest when `count` says that it is more than `most`. */
export async function readClosed(
  source: () => Lister,
  { most, count, now }: { readonly most: number; readonly count: number | undefined; readonly now: Instant },
  onPage: (posts: readonly PostView[]) => void,
): Promise<Reading> {
  const status = CLOSED;
  if (count === undefined || count <= most) return readPages(source, { status }, Infinity, onPage);
  let posts: readonly PostView[] = [];
  let to: Instant | undefined;
  for (let span = FIRST_SPAN; ; span *= 2) {
    const from = (to ?? now) - span;
    const query = { status, from, ...(to !== undefined && { to }) };
    const older = await readPages(source, query, Infinity, () => undefined);
    posts = [...older.posts, ...posts];
    if (older.isPartial) return { posts, isWhole: false, isPartial: true };
    onPage(posts);
    to = from;
    if (posts.length >= most || from < BEGINNING)
      return { posts, isWhole: from < BEGINNING, isPartial: false };
  }
}

async function readPages(
  source: () => Lister,
  query: ListQuery,
  most: number,
  onPage: (posts: readonly PostView[]) => void,
): Promise<Reading> {
  const posts: PostView[] = [];
  let page = await source().list({ ...query, limit: HEAD });
  for (;;) {
    posts.push(...page.posts);
    if (page.partial) return { posts, isWhole: false, isPartial: true };
    if (page.next === undefined) return { posts, isWhole: true, isPartial: false };
    if (posts.length >= most) return { posts, isWhole: false, isPartial: false };
    onPage([...posts]);
    page = await source().list({ ...query, limit: PAGE, after: page.next });
  }
}
