import { isFound, type SearchTerms, searchTerms } from '../../domain/search.ts';
import { STATUSES, type Status } from '../../domain/status.ts';
import type { PostView } from '../../domain/view.ts';
import type { Home } from '../../host/home.ts';
import type { PostQuery } from '../../ports/post-store.ts';
import { isOutage } from '../../ports/store-error.ts';
import { allPosts, foundPosts } from '../../service/export.ts';
import { withUnsynced } from '../../service/post-lists.ts';
import type { Answer, CliContext } from '../context.ts';
import { misuse } from '../failure.ts';
import { oneLine, plural, shortId, table, when } from '../format.ts';
import { withHome } from '../home.ts';
import { answer } from '../output.ts';

export type ListOptions = {
  readonly status?: string;
  readonly account?: string;
  readonly search?: string;
  readonly limit?: string;
};

/** Found posts, unless `--limit` says otherwise: a common word is in a great many. */
const FOUND = 100;

/** All posts that match, by time. */
export async function list(context: CliContext, options: ListOptions): Promise<Answer> {
  const status = options.status === undefined ? undefined : parseStatuses(options.status);
  const terms = options.search === undefined ? undefined : parseSearch(options.search);
  const limit = options.limit === undefined ? terms && FOUND : parseLimit(options.limit);
  const account = options.account?.replace(/^@/, '');
  return withHome(context, async (home) => {
    const query = { ...(status && { status }), ...(account !== undefined && { account }) };
    const local = home.storage.kind === 'local' ? [] : home.outbox.list();
    const waiting = terms ? local.filter((post) => isFound(post, terms)) : local;
    const stored = await storedPosts(home, { ...query, text: options.search }, limit, waiting.length > 0);
    const { posts: all } = withUnsynced({ posts: stored.posts }, query, waiting);
    const posts = limit === undefined ? all : all.slice(0, limit);
    const shown = answer(posts, () => describe(posts, options));
    return stored.problem === undefined ? shown : { ...shown, complaint: stored.problem, exitCode: 1 };
  });
}

type Stored = { readonly posts: readonly PostView[]; readonly problem?: string };

/** Where something waits for a storage that is away, that much can be shown. */
async function storedPosts(
  { store }: Home,
  { text, ...query }: PostQuery & { readonly text: string | undefined },
  limit: number | undefined,
  isSomethingHere: boolean,
): Promise<Stored> {
  try {
    if (text === undefined) return { posts: await allPosts(store.posts, query, limit) };
    return { posts: await foundPosts(store.posts, { ...query, text }, limit) };
  } catch (error) {
    if (!isSomethingHere || !isOutage(error)) throw error;
    return { posts: [], problem: `Only what waits on this computer is listed. ${error.message}` };
  }
}

function parseStatuses(text: string): readonly Status[] {
  return text.split(',').map((name) => {
    const status = STATUSES.find((known) => known === name.trim().toLowerCase());
    if (!status) throw misuse(`There is no status "${name.trim()}": use one of ${STATUSES.join(', ')}.`);
    return status;
  });
}

function parseSearch(text: string): SearchTerms {
  const terms = searchTerms(text);
  if (terms.length > 0) return terms;
  throw misuse(`--search takes words to look for; got "${text.slice(0, 40)}", which has no letter or digit.`);
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (/^\d{1,9}$/.test(text) && limit > 0) return limit;
  throw misuse(`--limit takes a whole number above 0; got "${text.slice(0, 40)}".`);
}

/** Of the posts of a series the one that decides what follows says how often. */
const often = ({ repeat }: PostView): string =>
  repeat && repeat.next === undefined ? `, ${repeat.words.replace(/ \(.*\)| at .*/g, '')}` : '';

function describe(posts: readonly PostView[], { search, limit }: ListOptions): string {
  if (posts.length === 0 && search !== undefined)
    return 'No post has words that begin like these. Try fewer, or `perch list` for all posts.';
  if (posts.length === 0) return 'No posts. Add one with `perch add --text "Hello" --at "tomorrow 9am"`.';
  const rows = posts.map((post) => {
    const [first] = post.parts;
    const thread = post.parts.length > 1 ? ` (+${post.parts.length - 1})` : '';
    return [
      shortId(post.id),
      statusWords(post),
      when(post.dueAt, post.zone) + often(post),
      `@${post.account}`,
      oneLine(first?.text ?? '', 48) + thread,
    ];
  });
  const isCut = search !== undefined && limit === undefined && posts.length === FOUND;
  const more = isCut ? `; there may be more: use --limit, or more words` : '';
  return `${table(['ID', 'STATUS', 'TIME', 'ACCOUNT', 'TEXT'], rows)}\n${plural(posts.length, 'post')}${more}`;
}

function statusWords({ status, unsynced, nextTryAt, zone }: PostView): string {
  if (unsynced) return `${status} (saved here, will sync)`;
  return nextTryAt === undefined ? status : `${status} until ${when(nextTryAt, zone)}`;
}
