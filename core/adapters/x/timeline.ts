import type { Refusal } from '../../domain/outcome.ts';
import { isSnowflake, snowflakeAt } from '../../domain/snowflake.ts';
import type { Instant } from '../../domain/time.ts';
import type { TimelinePost, TimelineReading } from '../../ports/publisher.ts';
import { asRecord, asText } from './detail.ts';
import type { Exchange } from './exchange.ts';

export type Page = {
  readonly posts: readonly TimelinePost[];
  readonly next?: string;
  /** False: X left something out, so absence proves nothing. */
  readonly whole: boolean;
};

export type GetPage = (query: Readonly<Record<string, string>>) => Promise<Exchange>;

/** X gives at most 3,200 posts of a user (https://docs.x.com/x-api/posts/timelines/introduction). */
export const MAX_PAGES = 32;
const PAGE_SIZE = '100';
const FIELDS = 'created_at,entities,referenced_tweets,note_tweet,attachments,author_id';

/** Reads page by page down to `since` (X's clock). Nothing is excluded: a thread's parts are replies. */
export async function readTimeline(
  getPage: GetPage,
  since: Instant,
  refusalOf: (exchange: Exchange) => Refusal,
  maxPages = MAX_PAGES,
): Promise<TimelineReading> {
  const first = { max_results: PAGE_SIZE, 'tweet.fields': FIELDS, ...sinceId(since) };
  const posts: TimelinePost[] = [];
  let whole = true;
  let query: Readonly<Record<string, string>> = first;
  for (let count = 0; count < maxPages; count++) {
    const exchange = await getPage(query);
    const page = pageOf(exchange);
    if (!page) return { kind: 'unread', refusal: refusalOf(exchange) };
    posts.push(...page.posts);
    whole &&= page.whole;
    if (page.next === undefined) return { kind: 'read', posts, complete: whole };
    query = { ...first, pagination_token: page.next };
  }
  return { kind: 'read', posts, complete: false };
}

/** `since_id` leaves out the id itself, hence the one before. */
function sinceId(since: Instant): Readonly<Record<string, string>> {
  const earliest = BigInt(snowflakeAt(since));
  return earliest > 1n ? { since_id: String(earliest - 1n) } : {};
}

/** A page, or undefined when the answer is not one: an empty timeline still has its `meta`. */
export function pageOf(exchange: Exchange): Page | undefined {
  if (exchange.kind !== 'answer' || exchange.http !== 200) return undefined;
  const body = asRecord(exchange.body);
  const meta = asRecord(body?.['meta']);
  const data: unknown = body?.['data'] ?? [];
  if (!body || !Array.isArray(data) || meta?.['result_count'] !== data.length) return undefined;
  const posts = data.map(postOf);
  if (!posts.every((post) => post !== undefined)) return undefined;
  const next = asText(meta['next_token']);
  return { posts, whole: body['errors'] === undefined, ...(next === '' ? {} : { next }) };
}

function postOf(value: unknown): TimelinePost | undefined {
  const tweet = asRecord(value);
  const id = asText(tweet?.['id']);
  if (!tweet || !isSnowflake(id) || typeof tweet['text'] !== 'string') return undefined;
  const note = asRecord(tweet['note_tweet']);
  const noteText = asText(note?.['text']);
  const parentId = parentOf(tweet['referenced_tweets']);
  return {
    id,
    text: tweet['text'],
    ...(noteText === '' ? {} : { noteText }),
    ...(parentId === undefined ? {} : { parentId }),
    mediaIds: mediaIdsOf(tweet['attachments']),
    urls: [...urlsOf(tweet['entities']), ...urlsOf(note?.['entities'])],
  };
}

/** A media key is the type and the id of the upload: `3_1900000000000000001`. */
function mediaIdsOf(attachments: unknown): readonly string[] {
  const keys: unknown = asRecord(attachments)?.['media_keys'];
  return Array.isArray(keys) ? keys.map((key) => asText(key).replace(/^\d+_/, '')) : [];
}

function parentOf(references: unknown): string | undefined {
  if (!Array.isArray(references)) return undefined;
  const parent = references.map(asRecord).find((reference) => reference?.['type'] === 'replied_to');
  return asText(parent?.['id']) || undefined;
}

function urlsOf(entities: unknown): TimelinePost['urls'] {
  const urls: unknown = asRecord(entities)?.['urls'];
  if (!Array.isArray(urls)) return [];
  return urls.map(asRecord).flatMap((each) => {
    const [url, expanded] = [asText(each?.['url']), asText(each?.['expanded_url'])];
    return url === '' || expanded === '' ? [] : [{ url, expanded }];
  });
}
