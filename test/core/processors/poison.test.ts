import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import type { Message, PublishHint } from '../../../core/ports/job-queue.ts';
import { poisonReason } from '../../../core/processors/poison.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

const hint = (overrides: Partial<Message<PublishHint>>): Message<PublishHint> => ({
  id: 'm',
  body: { ids: [] },
  raw: '{}',
  dequeueCount: 1,
  insertedAt: FAKE_START,
  receipt: 'r',
  ...overrides,
});

test.each<[string, Partial<Message<PublishHint>>, RegExp | undefined]>([
  ['a good hint', {}, undefined],
  ['one that cannot be read', { body: undefined }, /could not be read/],
  ['one that is no JSON', { body: undefined, raw: 'hello' }, /not valid JSON/],
  [
    'one of a newer Perch',
    { body: undefined, raw: '{"v":2,"body":{}}' },
    /newer Perch \(message version 2\)/,
  ],
  ['one of no version', { body: undefined, raw: '[1]' }, /could not be read/],
  ['one received five times', { dequeueCount: 5 }, undefined],
  ['one received six times', { dequeueCount: 6 }, /received 6 times/],
  ['one of yesterday', { insertedAt: FAKE_START - DAY }, undefined],
  ['one older than a day', { insertedAt: FAKE_START - DAY - 1 }, /more than a day/],
])('%s', (_name, change, reason) => {
  const said = poisonReason(hint(change), FAKE_START);
  if (reason) expect(said).toMatch(reason);
  else expect(said).toBeUndefined();
});

test('a bad message is set aside with its reason and stops nobody', async () => {
  const { clock, start, add, get, store } = await createRig();
  await store.queue.send([{ nonsense: true } as unknown as PublishHint]);
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(SECOND);
  expect((await get(post.id)).status).toBe('published');
  expect(await store.poison.list()).toMatchObject([
    { reason: expect.stringContaining('could not be read'), dequeueCount: 1 },
  ]);
  expect(await store.queue.depth()).toMatchObject({ messages: 0 });
});

test('a hint for a post that is out is dropped', async () => {
  const { clock, x, start, add, store } = await createRig();
  const out = aPost({ status: 'published', cursor: 1 });
  await add(out);
  await store.queue.send([{ ids: [out.id] }]);
  await start();
  await clock.advance(MINUTE);
  expect(x.requests).toHaveLength(0);
  expect(await store.queue.depth()).toMatchObject({ messages: 0 });
  expect(await store.poison.count()).toBe(0);
});

test('a hint that names a post that is not there is set aside; the others of it go out', async () => {
  const { clock, x, start, add, store } = await createRig();
  const post = aPost({ dueAt: FAKE_START, status: 'queued' });
  await store.queue.send([{ ids: ['gone', post.id] }]);
  await add(post);
  await start();
  await clock.advance(SECOND);
  expect(x.requests).toHaveLength(1);
  expect(await store.queue.depth()).toMatchObject({ messages: 0 });
  expect(await store.poison.list()).toMatchObject([{ reason: expect.stringContaining('not there (gone)') }]);
});

test('records that nobody wanted for three months are forgotten', async () => {
  const { clock, start, store } = await createRig();
  const record = { raw: 'x', reason: 'r', dequeueCount: 1, insertedAt: 0 };
  await store.poison.put({ ...record, id: 'old', poisonedAt: FAKE_START - 91 * DAY });
  await store.poison.put({ ...record, id: 'new', poisonedAt: FAKE_START - HOUR });
  await start();
  await clock.advance(SECOND);
  expect((await store.poison.list()).map(({ id }) => id)).toEqual(['new']);
});
