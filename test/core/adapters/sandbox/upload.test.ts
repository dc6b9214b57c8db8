import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import { DAY, SECOND } from '../../../../core/domain/time.ts';
import { call, create, created, json, libraryFor } from './harness.ts';

const MB = 1024 * 1024;
let sandbox: Sandbox;
let now = Date.now();
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:', now: () => now });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const send = async (path: string, body: object, method = 'POST') => {
  const options = method === 'POST' ? { method, body: JSON.stringify(body) } : {};
  const received = await call(sandbox, `/2/media/${path}`, options);
  const answer = json(received) as { data?: { id: string; processing_info?: { state: string } } };
  return { status: received.status, data: answer.data, answer };
};
const begin = async (size: number, category = 'tweet_image', type = 'image/png'): Promise<string> => {
  const body = { media_type: type, total_bytes: size, media_category: category };
  return (await send('upload/initialize', body)).data?.id ?? '';
};
const append = (id: string, index: number, bytes: Buffer) =>
  send(`upload/${id}/append`, { segment_index: index, media: bytes.toString('base64') });
const finish = (id: string) => send(`upload/${id}/finalize`, {});
const status = (id: string) => send(`upload?command=STATUS&media_id=${id}`, {}, 'GET');
const ready = async (category?: string): Promise<string> => {
  const id = await begin(3, category);
  await append(id, 0, Buffer.from('abc'));
  await finish(id);
  return id;
};

test('the library uploads in its own way, and the bytes are those that it was given', async () => {
  const bytes = Buffer.alloc(2.5 * MB, 'perch');
  const id = await libraryFor(sandbox.url, sandbox.keys).v2.uploadMedia(bytes, {
    media_type: 'image/png' as never,
  });
  const sha256 = (from: number, to: number) =>
    createHash('sha256').update(bytes.subarray(from, to)).digest('hex');
  expect(sandbox.media()).toMatchObject([
    {
      id,
      size: bytes.length,
      segments: [
        { sha256: sha256(0, MB) },
        { sha256: sha256(MB, 2 * MB) },
        { sha256: sha256(2 * MB, bytes.length) },
      ],
    },
  ]);
  const post = await created(sandbox, { text: 'Look', media: { media_ids: [id] } });
  expect(sandbox.posts()).toMatchObject([{ id: post, text: 'Look', mediaIds: [id] }]);
});

test('a post shows its media as X does: keys, and one link behind the text', async () => {
  const ids = [await ready(), await ready()];
  const post = await created(sandbox, { text: 'a & b', media: { media_ids: ids } });
  const fields = 'tweet.fields=attachments,entities';
  const { data } = json(await call(sandbox, `/2/tweets/${post}?${fields}`)) as {
    data: {
      text: string;
      attachments: object;
      entities: { urls: readonly { url: string; expanded_url: string }[] };
    };
  };
  expect(data.attachments).toEqual({ media_keys: ids.map((id) => `3_${id}`) });
  const [link] = data.entities.urls;
  expect(data.entities.urls).toHaveLength(2);
  expect(data.text).toBe(`a &amp; b ${link?.url}`);
  expect(link?.expanded_url).toBe(`https://twitter.com/perch_sandbox/status/${post}/photo/1`);
});

test('a post needs no text when it has media', async () => {
  await created(sandbox, { media: { media_ids: [await ready()] } });
  expect(sandbox.posts()).toMatchObject([{ text: '' }]);
});

describe('segments', () => {
  test('may come in any order and again', async () => {
    const id = await begin(6);
    expect((await append(id, 1, Buffer.from('def'))).status).toBe(200);
    expect((await append(id, 0, Buffer.from('xyz'))).status).toBe(200);
    expect((await append(id, 0, Buffer.from('abc'))).status).toBe(200);
    expect((await finish(id)).status).toBe(200);
  });

  test.each([
    ['one is missing', 6, [[1, 'def']]],
    ['they are too few', 6, [[0, 'abc']]],
  ] as const)('do not make a file when %s', async (_, size, segments) => {
    const id = await begin(size);
    for (const [index, text] of segments) await append(id, index, Buffer.from(text));
    expect((await finish(id)).status).toBe(400);
  });

  test('are no more than was said', async () => {
    const id = await begin(2);
    expect((await append(id, 0, Buffer.from('abc'))).status).toBe(400);
  });
});

test('what is too large is refused at the beginning', async () => {
  const body = { media_type: 'image/png', total_bytes: 5 * MB + 1, media_category: 'tweet_image' };
  expect((await send('upload/initialize', body)).status).toBe(400);
});

test('a video is prepared for a while, and cannot be posted before', async () => {
  const id = await begin(3, 'tweet_video', 'video/mp4');
  await append(id, 0, Buffer.from('abc'));
  const states = [(await finish(id)).data?.processing_info?.state];
  expect((await create(sandbox, { text: 'x', media: { media_ids: [id] } })).status).toBe(400);
  now += SECOND;
  states.push((await status(id)).data?.processing_info?.state);
  now += 5 * SECOND;
  states.push((await status(id)).data?.processing_info?.state);
  expect(states).toEqual(['pending', 'in_progress', 'succeeded']);
  await created(sandbox, { text: 'x', media: { media_ids: [id] } });
});

test('a video that X cannot use is told of', async () => {
  sandbox.setKnobs({ mediaFailure: 'file is currently unsupported', mediaProcessingMs: 0 });
  const id = await begin(3, 'tweet_video', 'video/mp4');
  await append(id, 0, Buffer.from('abc'));
  const { data } = await finish(id);
  expect(data?.processing_info).toMatchObject({
    state: 'failed',
    error: { message: 'file is currently unsupported' },
  });
});

test('what is not posted is forgotten after a day', async () => {
  const id = await ready();
  now += DAY;
  expect((await status(id)).status).toBe(404);
  const received = await create(sandbox, { text: 'late', media: { media_ids: [id] } });
  expect([received.status, received.body.toString()]).toEqual([
    400,
    expect.stringContaining('Your media IDs are invalid.'),
  ]);
});

test('others cannot use or see an upload', async () => {
  const id = await ready();
  const { keys } = sandbox.addAccount({ username: `u${now % 100_000}` });
  expect((await create(sandbox, { text: 'x', media: { media_ids: [id] } }, { keys })).status).toBe(400);
  expect((await call(sandbox, `/2/media/upload?command=STATUS&media_id=${id}`, { keys })).status).toBe(404);
});

test.each(['tweet_gif', 'tweet_video'])('a %s stands alone', async (category) => {
  sandbox.setKnobs({ mediaProcessingMs: 0 });
  const ids = [await ready(category), await ready()];
  expect((await create(sandbox, { text: 'x', media: { media_ids: ids } })).status).toBe(400);
});

test('a description is kept and billed', async () => {
  sandbox.setKnobs({ credits: 1 });
  const id = await ready();
  const body = { id, metadata: { alt_text: { text: 'a view' } } };
  expect((await send('metadata', body)).status).toBe(200);
  expect(sandbox.media()).toMatchObject([{ alt: 'a view' }]);
  expect(sandbox.knobs().credits).toBe(0.995);
  const long = { id, metadata: { alt_text: { text: 'x'.repeat(1_001) } } };
  expect((await send('metadata', long)).status).toBe(400);
});

test('a poll is a post of its own kind', async () => {
  const poll = { options: ['a', 'b'], duration_minutes: 60 };
  await created(sandbox, { text: 'Which?', poll, reply_settings: 'following' });
  expect(sandbox.posts()).toMatchObject([{ poll, replySettings: 'following' }]);
  const media = { media_ids: [await ready()] };
  expect((await create(sandbox, { text: 'x', poll, media })).status).toBe(400);
  const five = { options: ['a'], duration_minutes: 60 };
  expect((await create(sandbox, { text: 'y', poll: five })).status).toBe(400);
});

test('a quote has the link of what it quotes behind its text', async () => {
  const quoted = await created(sandbox, 'first');
  const id = await created(sandbox, { text: 'look', quote_tweet_id: quoted });
  const { data } = json(await call(sandbox, `/2/tweets/${id}?tweet.fields=entities,referenced_tweets`)) as {
    data: {
      text: string;
      referenced_tweets: object;
      entities: { urls: readonly { expanded_url: string }[] };
    };
  };
  expect(data.referenced_tweets).toEqual([{ type: 'quoted', id: quoted }]);
  expect(data.entities.urls.at(-1)?.expanded_url).toBe(`https://twitter.com/perch_sandbox/status/${quoted}`);
  expect(data.text).toMatch(/^look https:\/\/t\.co\/\w{10}$/);
});
