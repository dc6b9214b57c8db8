import { expect, test } from 'vitest';
import { DAY, HOUR, SECOND } from '../../../core/domain/time.ts';
import { recentTexts } from '../../../core/service/recent-texts.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig, createRigApi } from '../../fakes/rig.ts';

const out = (text: string, at: number, deleted = false) => ({
  text,
  tweetId: `${text} ${at}`,
  publishedAt: at,
  ...(deleted && { deletedAt: at + HOUR }),
});

test('texts that are out or going to be are found, each once, and those of the post itself are not', async () => {
  const rig = await createRig();
  const yesterday = FAKE_START - DAY;
  await rig.add(
    aPost({ status: 'published', dueAt: yesterday, cursor: 1, parts: [out('out', yesterday)] }),
    aPost({ status: 'published', dueAt: 0, cursor: 1, parts: [out('long ago', FAKE_START - 40 * DAY)] }),
    aPost({ status: 'cancelled', dueAt: yesterday, cursor: 1, parts: [out('deleted', yesterday, true)] }),
    aPost({
      status: 'failed',
      dueAt: yesterday,
      cursor: 1,
      parts: [out('begun', yesterday), { text: 'rest' }],
    }),
    aPost({ dueAt: FAKE_START + HOUR, parts: [{ text: 'queued' }] }),
    aPost({ dueAt: FAKE_START + HOUR, account: 'bob', parts: [{ text: 'of another' }] }),
    aPost({ id: 'self', dueAt: FAKE_START + HOUR, parts: [{ text: 'own' }] }),
  );
  const texts = ['out', 'long ago', 'deleted', 'begun', 'rest', 'queued', 'of another', 'own', '', 'new'];
  const found = await recentTexts(rig.store.posts, { account: 'alice', texts, except: 'self' }, FAKE_START);
  expect(found.map(({ part, status, at }) => [texts[part], status, at])).toEqual([
    ['out', 'published', yesterday],
    ['begun', 'published', yesterday],
    ['queued', 'scheduled', FAKE_START + HOUR],
  ]);
});

test('a change that was made on other texts is refused, unless it was made already', async () => {
  const rig = await createRig();
  const api = createRigApi(rig);
  await rig.add(aPost({ id: 'a', dueAt: FAKE_START + HOUR, parts: [{ text: 'first' }] }));
  const edit = (text: string, expected: string) =>
    api.edit('a', { parts: [{ text }], expected: [{ text: expected }] });
  expect(await edit('second', 'first')).toMatchObject({ kind: 'ok' });
  expect(await edit('second', 'first')).toMatchObject({ kind: 'ok' });
  expect(await edit('third', 'first')).toMatchObject({ kind: 'refused', code: 'changed' });
  expect((await rig.get('a')).parts).toEqual([{ text: 'second' }]);
});

test('a post that is called back before its ten seconds are over never leaves', async () => {
  const rig = await createRig();
  const api = createRigApi(rig);
  await rig.start();
  const post = { account: 'alice', dueAt: FAKE_START + 10 * SECOND, zone: 'UTC' };
  await api.add({ ...post, id: 'called back', parts: [{ text: 'hasty' }] });
  await api.add({ ...post, id: 'left alone', parts: [{ text: 'meant' }] });
  await rig.clock.advance(10 * SECOND - 1);
  expect(rig.published).toEqual([]);
  expect(await api.edit('called back', { draft: true })).toMatchObject({ kind: 'ok' });
  await rig.clock.advance(HOUR);
  expect(rig.published).toEqual(['left alone']);
  expect((await rig.get('called back')).status).toBe('draft');
});
