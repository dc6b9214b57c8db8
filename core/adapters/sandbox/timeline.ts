import { PRICES, roundUsd } from '../../domain/cost.ts';
import { snowflakeAt } from '../../domain/snowflake.ts';
import { type Reply, reply } from './http.ts';
import type { PostRecord, TimelineRange } from './posts.ts';
import { presentPost } from './present.ts';
import { creditsDepleted, missingResource } from './problems.ts';
import {
  idRule,
  integerRule,
  listRule,
  type ParameterRule,
  type Query,
  readQuery,
  TWEET_QUERY,
  timeRule,
} from './query.ts';
import { isOutOfCredits } from './single-post.ts';
import type { Call, World } from './world.ts';

const tokenRule: ParameterRule = (value, name) =>
  boundaryOf(value) === undefined
    ? `The \`${name}\` query parameter value [${value}] is not valid`
    : undefined;

const RULES = {
  ...TWEET_QUERY,
  max_results: integerRule(5, 100),
  pagination_token: tokenRule,
  since_id: idRule,
  until_id: idRule,
  start_time: timeRule,
  end_time: timeRule,
  exclude: listRule(['replies', 'retweets']),
};

const DEFAULT_PAGE = 10;
const LARGEST_ID = '9223372036854775807';
const NEVER = 8.64e15;

/** `GET /2/users/:id/tweets`, newest first. */
export function getTimeline(call: Call, world: World): Reply {
  const { posts, accounts, knobs } = world;
  const query = readQuery(call.request.query, RULES);
  if ('refusal' in query) return query.refusal;
  const { credits, timelineLagMs } = knobs.get();
  if (isOutOfCredits(credits)) return creditsDepleted();
  if (!accounts.byId(call.id)) return missingResource('user', call.id);
  const limit = Number(query.text('max_results') ?? DEFAULT_PAGE);
  const range = rangeOf(query, call.id, limit + 1);
  const visibleUntil = timelineLagMs > 0 ? call.now - timelineLagMs + 1 : NEVER;
  const found = posts.timeline({ ...range, until: Math.min(range.until, visibleUntil) });
  const price = call.id === call.user.id ? PRICES.ownedRead : PRICES.postRead;
  return page(found, { limit, fields: query.list('tweet.fields'), price, world });
}

type PageOptions = {
  readonly limit: number;
  readonly fields: readonly string[];
  readonly price: number;
  readonly world: World;
};

function page(found: readonly PostRecord[], { limit, fields, price, world }: PageOptions): Reply {
  const shown = found.slice(0, limit);
  const newest = shown[0];
  const oldest = shown.at(-1);
  if (!newest || !oldest) return reply(200, { meta: { result_count: 0 } });
  const next = found.length > limit ? { next_token: tokenFor(oldest.id) } : {};
  const meta = { result_count: shown.length, newest_id: newest.id, oldest_id: oldest.id, ...next };
  const data = shown.map((post) => presentPost(post, fields, world));
  return reply(200, { data, meta }, { cost: roundUsd(price * shown.length) });
}

function rangeOf(query: Query, authorId: string, limit: number): TimelineRange {
  const start = query.text('start_time');
  const end = query.text('end_time');
  const from = start === undefined ? 0 : Date.parse(start);
  // No id is older than its post, so this spares the index the posts before `from`.
  const oldest = (BigInt(snowflakeAt(from)) - 1n).toString();
  return {
    authorId,
    sinceId: largest(query.text('since_id') ?? '0', oldest),
    untilId: smallest(
      query.text('until_id') ?? LARGEST_ID,
      boundaryOf(query.text('pagination_token')) ?? LARGEST_ID,
    ),
    from,
    until: end === undefined ? NEVER : Date.parse(end),
    limit,
    withReplies: !query.list('exclude').includes('replies'),
  };
}

function tokenFor(oldestShown: string): string {
  return `b26v${BigInt(oldestShown).toString(36)}`;
}

/** The page goes on below this id. */
function boundaryOf(token: string | undefined): string | undefined {
  const [, digits] = /^b26v([0-9a-z]{1,13})$/.exec(token ?? '') ?? [];
  return digits === undefined ? undefined : fromBase36(digits).toString();
}

function fromBase36(digits: string): bigint {
  return [...digits].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
}

function largest(a: string, b: string): string {
  return BigInt(a) > BigInt(b) ? a : b;
}

function smallest(a: string, b: string): string {
  return BigInt(a) < BigInt(b) ? a : b;
}
