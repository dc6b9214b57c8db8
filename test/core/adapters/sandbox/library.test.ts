import { ApiResponseError } from 'twitter-api-v2';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import { libraryFor } from './harness.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:' });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const client = () => libraryFor(sandbox.url, sandbox.keys).v2;

async function refusal(promise: Promise<unknown>): Promise<ApiResponseError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiResponseError) return error;
  throw new Error(`not an answer: ${error}`);
}

test('a post and a thread', async () => {
  const { data: first } = await client().tweet('first & last');
  const { data: second } = await client().reply('second', first.id);
  const { data: third } = await client().tweet({ text: 'third', reply: { in_reply_to_tweet_id: second.id } });
  expect(first.text).toBe('first &amp; last');
  expect(sandbox.posts()).toMatchObject([
    { id: first.id, text: 'first & last', authorId: sandbox.account.id },
    { id: second.id, parentId: first.id },
    { id: third.id, parentId: second.id },
  ]);
});

test('texts that need care in a signature', async () => {
  const text = '!*\'() ~-._ + % = & " ü 日本 👋 https://example.com/?q=a+b&c=%20';
  await client().tweet(text);
  expect(sandbox.posts()[0]?.text).toBe(text);
});

test('me', async () => {
  const { id, name, username } = sandbox.account;
  const { data } = await client().me({ 'user.fields': ['subscription_type'] as never });
  expect(data).toEqual({ id, name, username, subscription_type: 'None' });
});

test('the timeline, page by page', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 12; i++) ids.push((await client().tweet(`post ${i}`)).data.id);
  const timeline = await client().userTimeline(sandbox.account.id, {
    max_results: 5,
    since_id: ids[0] ?? '',
    start_time: new Date(Date.now() - 60_000).toISOString(),
    'tweet.fields': ['created_at', 'referenced_tweets', 'entities', 'note_tweet', 'attachments', 'author_id'],
  });
  await timeline.fetchLast(100);
  expect(timeline.tweets.map((tweet) => tweet.id)).toEqual(ids.slice(1).toReversed());
  expect(timeline.tweets[0]).toMatchObject({ text: 'post 11', author_id: sandbox.account.id });
});

test('reading and deleting', async () => {
  const { data } = await client().tweet('hello');
  expect((await client().singleTweet(data.id)).data).toMatchObject({ id: data.id, text: 'hello' });
  expect((await client().deleteTweet(data.id)).data.deleted).toBe(true);
  expect((await client().singleTweet(data.id)).errors).toMatchObject([{ title: 'Not Found Error' }]);
});

test('refusals, as the library reads them', async () => {
  await client().tweet('again');
  const duplicate = await refusal(client().tweet('again'));
  expect(duplicate).toMatchObject({ code: 403, data: { title: 'Forbidden' } });
  expect(duplicate.data.detail).toBe('You are not allowed to create a Tweet with duplicate content.');
  expect((await refusal(client().tweet({ text: 'a', reply_settings: 'everyone' as never }))).code).toBe(400);
  const stranger = libraryFor(sandbox.url, { ...sandbox.keys, appSecret: 'wrong' });
  expect(await refusal(stranger.v2.tweet('a'))).toMatchObject({ code: 401, isAuthError: true });
});

test('limits, as the library reads them', async () => {
  sandbox.setKnobs({ limits: { create: 1, createUserDay: 50 } });
  await client().tweet('one');
  const { code, rateLimitError, rateLimit } = await refusal(client().tweet('two'));
  expect({ code, rateLimitError }).toEqual({ code: 429, rateLimitError: true });
  expect(rateLimit).toMatchObject({
    limit: 1,
    remaining: 0,
    day: { limit: 10_000, remaining: 9_999 },
    userDay: { limit: 50, remaining: 49 },
  });
  expect((rateLimit?.reset ?? 0) * 1000 - Date.now()).toBeGreaterThan(14 * 60_000);
});
