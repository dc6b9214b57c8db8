import { afterEach, describe, expect, test } from 'vitest';
import { snowflakeAt } from '../../../../core/domain/snowflake.ts';
import { type AnswerParts, answerWith, openXServer, type XServer } from '../../../fakes/x-server.ts';
import { KEYS, never, publisherFor } from './harness.ts';

const SINCE = Date.UTC(2027, 2, 1);
const ME = {
  body: JSON.stringify({ data: { id: '42', username: 'me', name: 'Me', subscription_type: 'Premium' } }),
};

const opened: XServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

/** users/me is answered; timeline pages come in turn. */
async function withPages(...pages: readonly AnswerParts[]): Promise<XServer> {
  let turn = 0;
  const server = await openXServer((socket, request) => {
    const parts = request.url.startsWith('/2/users/me') ? ME : (pages[turn++] ?? { status: 500 });
    answerWith(parts)(socket, request);
  });
  opened.push(server);
  return server;
}

function page(tweets: readonly object[], more: object = {}): AnswerParts {
  const { next, ...rest } = more as { next?: string };
  const meta = { result_count: tweets.length, ...(next ? { next_token: next } : {}) };
  return { body: JSON.stringify({ ...(tweets.length > 0 ? { data: tweets } : {}), meta, ...rest }) };
}

const read = (server: XServer, maxPages?: number) =>
  publisherFor(server.url, maxPages ? { maxPages } : {}).timeline('me', SINCE, never);

describe('a reading', () => {
  test('asks for what it needs and leaves nothing out', async () => {
    const server = await withPages(page([]));
    await read(server);
    const url = new URL(server.received[1]?.url ?? '', server.url);
    expect(url.pathname).toBe('/2/users/42/tweets');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      max_results: '100',
      since_id: String(BigInt(snowflakeAt(SINCE)) - 1n),
      'tweet.fields': 'created_at,entities,referenced_tweets,note_tweet,attachments,author_id',
    });
  });

  test('an empty timeline is a reading', async () => {
    expect(await read(await withPages(page([])))).toEqual({ kind: 'read', posts: [], complete: true });
  });

  test('takes text, parent, media, links and the text of a note', async () => {
    const server = await withPages(
      page([
        {
          id: '9',
          text: 'see https://t.co/a',
          entities: {
            urls: [
              { url: 'https://t.co/a', expanded_url: 'http://a.com', display_url: 'a.com' },
              { url: 'x' },
            ],
          },
          referenced_tweets: [
            { type: 'quoted', id: '1' },
            { type: 'replied_to', id: '2' },
          ],
        },
        {
          id: '8',
          text: 'long…',
          attachments: { media_keys: ['3_71', '16_72'] },
          note_tweet: {
            text: 'long and https://t.co/b',
            entities: { urls: [{ url: 'https://t.co/b', expanded_url: 'http://b.com' }] },
          },
        },
        { id: '7', text: '', entities: { hashtags: [] }, referenced_tweets: [{ type: 'quoted', id: '1' }] },
      ]),
    );
    expect(await read(server)).toEqual({
      kind: 'read',
      complete: true,
      posts: [
        {
          id: '9',
          text: 'see https://t.co/a',
          parentId: '2',
          mediaIds: [],
          urls: [{ url: 'https://t.co/a', expanded: 'http://a.com' }],
        },
        {
          id: '8',
          text: 'long…',
          noteText: 'long and https://t.co/b',
          mediaIds: ['71', '72'],
          urls: [{ url: 'https://t.co/b', expanded: 'http://b.com' }],
        },
        { id: '7', text: '', mediaIds: [], urls: [] },
      ],
    });
  });

  test('goes on to the last page', async () => {
    const server = await withPages(
      page([{ id: '3', text: 'c' }], { next: 'n1' }),
      page([], { next: 'n2' }),
      page([{ id: '1', text: 'a' }]),
    );
    const reading = await read(server);
    expect(reading).toMatchObject({ complete: true, posts: [{ id: '3' }, { id: '1' }] });
    const tokens = server.received.slice(1).map(({ url }) => new URL(url, server.url).searchParams);
    expect(tokens.map((query) => query.get('pagination_token'))).toEqual([null, 'n1', 'n2']);
    expect(new Set(tokens.map((query) => query.get('since_id'))).size).toBe(1);
  });

  test('stops at the limit of pages, and says so', async () => {
    const server = await withPages(
      page([{ id: '3', text: 'c' }], { next: 'n' }),
      page([{ id: '2', text: 'b' }], { next: 'n' }),
    );
    expect(await read(server, 2)).toMatchObject({
      kind: 'read',
      complete: false,
      posts: [{ id: '3' }, { id: '2' }],
    });
  });

  test('with errors beside it proves no absence', async () => {
    const server = await withPages(
      page([{ id: '3', text: 'c' }], { errors: [{ title: 'Not Found Error' }] }),
    );
    expect(await read(server)).toMatchObject({ kind: 'read', complete: false, posts: [{ id: '3' }] });
  });

  test('looks the user up once for the same keys', async () => {
    const server = await withPages(page([]), page([]), page([]));
    let keys = KEYS;
    const publisher = publisherFor(server.url, { keys: () => keys });
    await publisher.timeline('me', SINCE, never);
    await publisher.timeline('me', SINCE, never);
    keys = { ...KEYS, accessToken: 'other' };
    await publisher.timeline('me', SINCE, never);
    expect(server.received.filter(({ url }) => url.startsWith('/2/users/me'))).toHaveLength(2);
  });
});

describe('no reading', () => {
  const meta = { result_count: 1 };
  const unclear: readonly (readonly [string, AnswerParts])[] = [
    ['200 HTML', { headers: { 'content-type': 'text/html' }, body: '<h1>Sign in</h1>' }],
    ['empty', {}],
    ['{}', { body: '{}' }],
    ['errors only', { body: '{"errors":[{"title":"Not Found Error"}]}' }],
    ['no meta', { body: '{"data":[]}' }],
    ['a count that is not met', { body: JSON.stringify({ meta }) }],
    ['data that is no list', { body: JSON.stringify({ data: {}, meta }) }],
    ['a post without id', { body: JSON.stringify({ data: [{ text: 'x' }], meta }) }],
    ['a post whose id is a number', { body: JSON.stringify({ data: [{ id: 1, text: 'x' }], meta }) }],
    ['a post without text', { body: JSON.stringify({ data: [{ id: '1' }], meta }) }],
    ['cut', { body: '{"data":[', length: 99 }],
    ['302', { status: 302 }],
    ['503', { status: 503 }],
    ['a page that came with a redirect', { status: 302, body: '{"meta":{"result_count":0}}' }],
  ];

  test.each(unclear)('%s: unknown', async (_, parts) => {
    expect(await read(await withPages(parts))).toMatchObject({
      kind: 'unread',
      refusal: { kind: 'unknown' },
    });
  });

  test.each(unclear)('%s, on the second page: unknown', async (_, parts) => {
    const server = await withPages(page([{ id: '3', text: 'c' }], { next: 'n' }), parts);
    expect(await read(server)).toMatchObject({ kind: 'unread', refusal: { kind: 'unknown' } });
  });

  test.each([
    [401, 'auth'],
    [402, 'credits'],
    [403, 'rejected'],
    [404, 'rejected'],
    [429, 'throttled'],
  ])('%i: %s', async (status, kind) => {
    expect(await read(await withPages({ status, body: '{"detail":"duplicate"}' }))).toMatchObject({
      refusal: { kind },
    });
  });

  test('when users/me fails, or there are no keys', async () => {
    const server = await openXServer(answerWith({ status: 401 }));
    opened.push(server);
    expect(await read(server)).toMatchObject({ kind: 'unread', refusal: { kind: 'auth' } });
    const keyless = publisherFor(server.url, { keys: () => undefined });
    expect(await keyless.timeline('me', SINCE, never)).toMatchObject({
      kind: 'unread',
      refusal: { kind: 'auth' },
    });
  });

  test('stopped on the way', async () => {
    const stop = new AbortController();
    const server = await openXServer(() => stop.abort());
    opened.push(server);
    const reading = await publisherFor(server.url, { readDeadline: 5_000 }).timeline(
      'me',
      SINCE,
      stop.signal,
    );
    expect(reading).toMatchObject({ kind: 'unread', refusal: { kind: 'unknown' } });
  });
});

describe('identify', () => {
  async function identifyWith(parts: AnswerParts) {
    const server = await openXServer(answerWith(parts));
    opened.push(server);
    return publisherFor(server.url).identify('me', never);
  }
  const user = (more: object) => ({
    body: JSON.stringify({ data: { id: '42', username: 'me', name: 'Me', ...more } }),
  });

  test('id and handle', async () => {
    expect(await identifyWith(ME)).toEqual({
      kind: 'known',
      userId: '42',
      name: 'me',
      premium: true,
      details: { displayName: 'Me' },
    });
  });

  test.each([
    [{}, false],
    [{ subscription_type: 'None' }, false],
    [{ subscription_type: 'Basic' }, true],
    [{ subscription_type: 'PremiumPlus' }, true],
  ])('%j: long posts %s', async (more, premium) => {
    expect(await identifyWith(user(more))).toMatchObject({ premium });
  });

  test.each([
    ['401', { status: 401 }, 'auth'],
    ['429', { status: 429 }, 'throttled'],
    ['no user', { body: '{"errors":[]}' }, 'unknown'],
    ['an id that is none', { body: '{"data":{"id":"me","username":"me"}}' }, 'unknown'],
    ['HTML', { headers: { 'content-type': 'text/html' }, body: '<p>' }, 'unknown'],
  ])('%s: %s', async (_, parts, kind) => {
    expect(await identifyWith(parts)).toMatchObject({ kind: 'unknown', refusal: { kind } });
  });
});
