import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import { MINUTE } from '../../../../core/domain/time.ts';
import { call, created, json, type Received } from './harness.ts';

let now = 0;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:', now: () => now });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  now = Date.parse('2027-03-28T01:00:00.000Z');
});

type Page = {
  data?: { id: string; text: string }[];
  meta: { result_count: number; newest_id?: string; oldest_id?: string; next_token?: string };
};

const timelinePath = (query = '', user = sandbox.account.id) =>
  `/2/users/${user}/tweets${query && `?${query}`}`;

async function timeline(query = ''): Promise<Page> {
  return json(await call(sandbox, timelinePath(query))) as Page;
}

const texts = (page: Page): string[] => (page.data ?? []).map((post) => post.text);

async function createMany(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    now += MINUTE;
    ids.push(await created(sandbox, `post ${i}`));
  }
  return ids;
}

describe('the timeline', () => {
  test('is empty at first', async () => {
    expect(await timeline()).toEqual({ meta: { result_count: 0 } });
  });

  test('gives pages, newest first, each post once, also when posts come in between', async () => {
    const ids = await createMany(12);
    const first = await timeline('max_results=5');
    expect(first.meta).toMatchObject({ result_count: 5, newest_id: ids[11], oldest_id: ids[7] });
    await created(sandbox, 'in between');
    const second = await timeline(`max_results=5&pagination_token=${first.meta.next_token}`);
    const third = await timeline(`max_results=5&pagination_token=${second.meta.next_token}`);
    expect([first, second, third].flatMap((page) => page.data?.map((post) => post.id))).toEqual(
      ids.toReversed(),
    );
    expect(third.meta.next_token).toBeUndefined();
  });

  test('is in the order of numbers where ids grow by a digit', async () => {
    now = Date.parse('2010-11-04T01:42:55.000Z');
    const ids = [await created(sandbox, 'early')];
    now += 60 * MINUTE;
    ids.push(await created(sandbox, 'later'));
    expect(ids[1]?.length).toBeGreaterThan(ids[0]?.length ?? 0);
    expect(texts(await timeline())).toEqual(['later', 'early']);
    expect(sandbox.posts().map((post) => post.id)).toEqual(ids);
  });

  test('has no next page when the last one is just full', async () => {
    await createMany(5);
    expect((await timeline('max_results=5')).meta.next_token).toBeUndefined();
    expect((await timeline()).meta.result_count).toBe(5);
  });

  test('keeps to since_id, until_id, start_time and end_time', async () => {
    const ids = await createMany(4);
    expect(texts(await timeline(`since_id=${ids[1]}`))).toEqual(['post 3', 'post 2']);
    expect(texts(await timeline(`until_id=${ids[1]}`))).toEqual(['post 0']);
    expect(texts(await timeline('start_time=2027-03-28T01:03:00Z'))).toEqual(['post 3', 'post 2']);
    expect(texts(await timeline('end_time=2027-03-28T01:03:00.000Z'))).toEqual(['post 1', 'post 0']);
  });

  test('leaves out what is deleted, others wrote or is excluded', async () => {
    const [first, second] = await createMany(2);
    await created(sandbox, { text: 'reply', reply: { in_reply_to_tweet_id: first } });
    await call(sandbox, `/2/tweets/${second}`, { method: 'DELETE' });
    await created(sandbox, 'other', { keys: sandbox.addAccount({ username: 'other' }).keys });
    expect(texts(await timeline())).toEqual(['reply', 'post 0']);
    expect(texts(await timeline('exclude=replies,retweets'))).toEqual(['post 0']);
  });

  test('lags behind as told', async () => {
    sandbox.setKnobs({ timelineLagMs: MINUTE });
    const id = await created(sandbox, 'hello');
    now += MINUTE - 1;
    expect(texts(await timeline())).toEqual([]);
    expect(json(await call(sandbox, `/2/tweets/${id}`))).toMatchObject({ data: { id } });
    now += 1;
    expect(texts(await timeline())).toEqual(['hello']);
  });

  test('of another account can be read, of nobody is an error in a 200', async () => {
    const other = sandbox.addAccount({ username: 'reader' });
    await created(sandbox, 'mine');
    const page = await call(sandbox, timelinePath(), { keys: other.keys });
    expect(texts(json(page) as Page)).toEqual(['mine']);
    const nobody = await call(sandbox, timelinePath('', '99'));
    expect(nobody.status).toBe(200);
    expect(json(nobody)).toMatchObject({ errors: [{ resource_type: 'user', resource_id: '99' }] });
  });

  test.each([
    'max_results=4',
    'max_results=101',
    'max_results=x',
    'since_id=x',
    'start_time=yesterday',
    'start_time=2027-13-01T00:00:00Z',
    'pagination_token=abc',
    'exclude=quotes',
    'tweet.fields=id,colour',
    'colour=red',
    'max_results=6&max_results=5',
  ])('refuses %s', async (query) => {
    const received = await call(sandbox, timelinePath(query));
    expect(received.status).toBe(400);
    expect(json(received)).toMatchObject({
      title: 'Invalid Request',
      errors: [{ message: expect.any(String) }],
    });
  });
});

describe('a post read back', () => {
  const FIELDS =
    'tweet.fields=created_at,author_id,referenced_tweets,entities,note_tweet,conversation_id,attachments,reply_settings';

  async function read(id: string, query = FIELDS): Promise<Record<string, unknown>> {
    return (json(await call(sandbox, `/2/tweets/${id}?${query}`)) as { data: Record<string, unknown> }).data;
  }

  test('has three fields unless asked for more', async () => {
    const id = await created(sandbox, 'hello');
    expect(json(await call(sandbox, `/2/tweets/${id}`))).toEqual({
      data: { id, text: 'hello', edit_history_tweet_ids: [id] },
    });
  });

  test('has whole seconds, its author and its place in the thread', async () => {
    now += 999;
    const root = await created(sandbox, 'root');
    const reply = { in_reply_to_tweet_id: root };
    const middle = await created(sandbox, { text: 'middle', reply, reply_settings: 'following' });
    const id = await created(sandbox, {
      text: 'leaf',
      reply: { in_reply_to_tweet_id: middle },
      quote_tweet_id: root,
    });
    expect(await read(id)).toEqual({
      id,
      text: expect.stringMatching(/^leaf https:/),
      entities: expect.anything(),
      edit_history_tweet_ids: [id],
      created_at: '2027-03-28T01:00:00.000Z',
      author_id: sandbox.account.id,
      conversation_id: root,
      reply_settings: 'everyone',
      referenced_tweets: [
        { type: 'quoted', id: root },
        { type: 'replied_to', id: middle },
      ],
    });
    expect(await read(middle)).toMatchObject({ reply_settings: 'following' });
  });

  test('has links and signs as X writes them', async () => {
    const written =
      ' 👋 <b> & https://www.example.com/a/very/long/path?b=1&c=2 cafe\u0301 README.md, mail@x.ai x.ai\n';
    const id = await created(sandbox, written);
    const post = (await read(id)) as { text: string; entities: { urls: Record<string, unknown>[] } };
    expect(post.text).toMatch(
      /^👋 &lt;b&gt; &amp; https:\/\/t\.co\/\w{10} café https:\/\/t\.co\/\w{10}, mail@x\.ai https:\/\/t\.co\/\w{10}$/,
    );
    expect(post.entities.urls).toMatchObject([
      {
        expanded_url: 'https://www.example.com/a/very/long/path?b=1&c=2',
        display_url: 'example.com/a/very/long/pa…',
      },
      { expanded_url: 'http://README.md', display_url: 'README.md' },
      { expanded_url: 'http://x.ai', display_url: 'x.ai' },
    ]);
    const letters = [...post.text];
    for (const { start, end, url } of post.entities.urls) {
      expect(letters.slice(start as number, end as number).join('')).toBe(url);
    }
    expect(await read(id)).toEqual(post);
  });

  test('of more than 280 has the start, cut at a word, and all of it beside', async () => {
    sandbox.setKnobs({ premium: true });
    const written = `${'lorem & ipsum '.repeat(30)}https://example.com/end`;
    const id = await created(sandbox, written);
    const post = (await read(id)) as {
      text: string;
      note_tweet: { text: string; entities: { urls: unknown[] } };
    };
    expect(post.text.replaceAll('&amp;', '&')).toBe('lorem & ipsum '.repeat(20).trimEnd());
    expect(post).not.toHaveProperty('entities');
    expect(post.note_tweet.text).toMatch(/^(lorem &amp; ipsum ){30}https:\/\/t\.co\/\w{10}$/);
    expect(post.note_tweet.entities.urls).toMatchObject([{ expanded_url: 'https://example.com/end' }]);
    expect(await read(await created(sandbox, 'short'))).not.toHaveProperty('note_tweet');
  });

  test('that is long and without a blank is cut where it must be, and never inside a link', async () => {
    sandbox.setKnobs({ premium: true });
    const heavy = await read(await created(sandbox, '日'.repeat(300)));
    expect(heavy['text']).toBe('日'.repeat(140));
    const link = await read(await created(sandbox, `${'日'.repeat(135)}https://example.com/abc y z`));
    expect(link['text']).toBe('日'.repeat(135));
  });

  test('that is not there is an error in a 200', async () => {
    const received = await call(sandbox, '/2/tweets/123');
    expect(received.status).toBe(200);
    expect(json(received)).toMatchObject({
      errors: [{ resource_type: 'tweet', value: '123', title: 'Not Found Error' }],
    });
  });

  test('may be refused for its query', async () => {
    expect((await call(sandbox, '/2/tweets/123?tweet.fields=x')).status).toBe(400);
  });
});

describe('a deletion', () => {
  const drop = (id: string, keys = sandbox.keys): Promise<Received> =>
    call(sandbox, `/2/tweets/${id}`, { method: 'DELETE', keys });

  test('is final, and the same when it is asked again', async () => {
    const id = await created(sandbox, 'hello');
    expect(json(await drop(id))).toEqual({ data: { deleted: true } });
    expect(json(await drop(id))).toEqual({ data: { deleted: true } });
    expect(json(await call(sandbox, `/2/tweets/${id}`))).toHaveProperty('errors');
    expect(sandbox.posts()).toMatchObject([{ id, deletedAt: now }]);
    expect(sandbox.requests().map((request) => request.applied)).toEqual([true, true, false, false]);
  });

  test('of another’s post is refused, of nothing an error in a 200', async () => {
    const id = await created(sandbox, 'hello');
    expect((await drop(id, sandbox.addAccount({ username: 'vandal' }).keys)).status).toBe(403);
    expect(sandbox.posts()[0]?.deletedAt).toBeUndefined();
    expect(json(await drop('55'))).toHaveProperty('errors');
  });
});

describe('users/me', () => {
  test('says who one is', async () => {
    const { id, name, username } = sandbox.account;
    expect(json(await call(sandbox, '/2/users/me'))).toEqual({ data: { id, name, username } });
    const asked = '/2/users/me?user.fields=subscription_type,verified';
    expect(json(await call(sandbox, asked))).toMatchObject({
      data: { subscription_type: 'None', verified: false },
    });
    sandbox.setKnobs({ premium: true });
    expect(json(await call(sandbox, asked))).toMatchObject({ data: { subscription_type: 'Premium' } });
  });

  test('refuses fields that are none', async () => {
    expect((await call(sandbox, '/2/users/me?user.fields=secret')).status).toBe(400);
  });
});

test.each([
  ['GET', '/2/nothing', 404],
  ['POST', '/2/media/library', 404],
  ['GET', '/2/tweets/abc', 404],
  ['GET', '/2/tweets', 405],
  ['POST', '/2/users/me', 405],
])('%s %s is %i', async (method, path, status) => {
  const received = await call(sandbox, path, { method });
  expect(received).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } });
  expect(json(received)).toMatchObject({ status });
});
