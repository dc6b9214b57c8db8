import { describe, expect, test } from 'vitest';
import type { Status } from '../../../core/domain/status.ts';
import { DAY } from '../../../core/domain/time.ts';
import { readJsonRow } from '../../../core/service/import-json.ts';
import type { SourceRow } from '../../../core/service/import-row.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aMedia, FULL_THREAD } from '../../fakes/content.ts';
import { createRig, soon } from './import-rig.ts';

describe('rows of a list of posts', () => {
  const id = '11111111-1111-4111-8111-111111111111';
  const json = (fields: object, n = 1): SourceRow =>
    readJsonRow(
      {
        id,
        account: 'alice',
        dueAt: soon,
        zone: 'Asia/Tokyo',
        status: 'scheduled',
        parts: [{ text: 'Hi' }],
        ...fields,
      },
      n,
    );
  const past = new Date(FAKE_START - DAY).toISOString();
  const takenDown = (n: number, ...parts: readonly object[]) =>
    json({ id: id.replaceAll('1', `${n}`), status: 'cancelled', reason: 'removed', dueAt: past, parts });
  const out = { text: 'Out', tweetId: '123', publishedAt: past };

  test.each<[Status, Status, string | undefined]>([
    ['draft', 'draft', undefined],
    ['scheduled', 'scheduled', undefined],
    ['queued', 'scheduled', undefined],
    ['retrying', 'scheduled', undefined],
    ['held', 'scheduled', undefined],
    ['publishing', 'failed', 'undecided'],
    ['checking', 'failed', 'undecided'],
    ['failed', 'failed', 'undecided'],
    ['missed', 'missed', 'late'],
    ['cancelled', 'cancelled', undefined],
    ['published', 'published', undefined],
  ])('%s arrives as %s', async (status, expected, reason) => {
    const { bring, store } = await createRig();
    expect(await bring([json({ status, attempts: 2 })])).toMatchObject({ added: 1 });
    const post = await store.posts.get(id);
    expect(post).toMatchObject({
      status: expected,
      attempts: 2,
      dueAt: Date.parse(soon),
      zone: 'Asia/Tokyo',
    });
    expect(post?.reason?.kind).toBe(reason);
    expect(post?.cursor).toBe(status === 'published' ? 1 : 0);
    expect(post?.attempt === null).toBe(reason !== 'undecided');
  });

  test('what is out stays out', async () => {
    const { bring, store } = await createRig();
    await bring([
      json({ status: 'published', dueAt: past, account: 'gone', parts: [out, { ...out, tweetId: '124' }] }),
    ]);
    const post = await store.posts.get(id);
    expect(post).toMatchObject({
      status: 'published',
      cursor: 2,
      parts: [{ tweetId: '123', publishedAt: Date.parse(past) }, { tweetId: '124' }],
    });
    expect((await store.posts.due(FAKE_START + 400 * DAY, 10)).posts).toEqual([]);
    expect(await store.posts.bound(['123', '124'])).toEqual(new Set(['123', '124']));
  });

  test('a begun thread whose time is over waits for a person, one of unknown outcome can be looked for', async () => {
    const { bring, service, store } = await createRig();
    const parts = [out, { text: 'Not out' }];
    await bring([json({ dueAt: past, parts })]);
    expect(await store.posts.get(id)).toMatchObject({ status: 'missed', cursor: 1 });
    const other = '22222222-2222-4222-8222-222222222222';
    await bring([
      json({ id: other, status: 'publishing', parts: [{ ...out, tweetId: '9' }, { text: 'Doubtful' }] }),
    ]);
    expect((await store.posts.get(other))?.attempt).toMatchObject({
      ambiguous: true,
      sentAfter: Date.parse(past),
    });
    expect(await service.retry(other)).toMatchObject({ kind: 'ok', post: { status: 'checking' } });
  });

  test('what the list gives comes back as it was', async () => {
    const [one, other] = await Promise.all([createRig(), createRig()]);
    await one.bring([
      json({ parts: [{ text: 'Scheduled\r\n\ttwo lines ' }] }),
      json({ id: id.replaceAll('1', '2'), status: 'published', parts: [out] }),
      json({ id: id.replaceAll('1', '3'), status: 'draft', dueAt: null }),
      json({ id: id.replaceAll('1', '4'), status: 'cancelled', dueAt: past }),
      json({ id: id.replaceAll('1', '5'), status: 'missed', dueAt: past }),
      json({ id: id.replaceAll('1', '6'), status: 'failed', reason: 'rejected' }),
      takenDown(7, { ...out, tweetId: '7', deletedAt: soon }),
      takenDown(8, { ...out, tweetId: '8' }, { text: 'Never out' }),
      json({
        id: id.replaceAll('1', '9'),
        status: 'draft',
        parts: FULL_THREAD,
        replyTo: '42',
        replySettings: 'verified',
      }),
    ]);
    expect((await one.posts()).find(({ replyTo }) => replyTo === '42')?.parts).toEqual(FULL_THREAD);
    const listed = await one.posts();
    const gone = listed.filter(({ reason }) => reason === 'removed');
    expect(gone.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    const copied = JSON.parse(JSON.stringify(listed)) as readonly unknown[];
    expect(await other.bring(copied.map((value, i) => readJsonRow(value, i + 1)))).toMatchObject({
      added: 9,
      refused: 0,
    });
    expect(await other.posts()).toEqual(listed);
    for (const n of ['7', '8'])
      expect(await other.service.retry(id.replaceAll('1', n))).toMatchObject({ code: 'taken-down' });
  });

  test('what names a file that is not here is refused, unless it is out', async () => {
    const { bring, content } = await createRig();
    const { hash } = await content.put(async function* () {
      yield new Uint8Array(8);
    });
    const [here, away] = [aMedia({ hash }), aMedia()];
    const report = await bring([
      json({ parts: [{ text: 'a', media: [here] }] }),
      json({ id: id.replaceAll('1', '2'), parts: [{ text: 'b', media: [here, away] }] }, 2),
      json({ id: id.replaceAll('1', '3'), status: 'published', parts: [{ ...out, media: [away] }] }, 3),
    ]);
    const told = report.rows.map(({ row, status, problems }) => [
      row,
      status,
      problems.map(({ code }) => code),
    ]);
    expect(told.toSorted()).toEqual([
      [1, 'added', []],
      [2, 'refused', ['no-file']],
      [3, 'added', []],
    ]);
  });

  test.each([
    ['text', 'not-a-post'],
    [{ status: 'sent' }, 'bad-status'],
    [{ id: 'seven' }, 'bad-id'],
    [{ id: 7 }, 'bad-field'],
    [{ parts: 'Hi' }, 'bad-field'],
    [{ parts: [{}] }, 'bad-field'],
    [{ parts: [{ text: 'Hi', tweetId: 'abc' }] }, 'bad-field'],
    [{ parts: [{ text: 'a', media: [{ hash: '../x' }] }] }, 'bad-field'],
    [{ parts: [{ text: 'a', poll: { options: 'ab' } }] }, 'bad-field'],
    [{ parts: [{ text: 'a', quote: 'https://x.com' }] }, 'bad-field'],
    [{ replySettings: 'friends' }, 'bad-field'],
    [{ parts: [] }, 'no-parts'],
    [{ status: 'cancelled', parts: [] }, 'no-parts'],
    [{ parts: [{ text: 'a' }, { text: 'b', tweetId: '5' }] }, 'broken-thread'],
    [{ dueAt: past }, 'past'],
  ])('%j is refused: %s', async (fields, code) => {
    const { bring, posts } = await createRig();
    const source = typeof fields === 'string' ? readJsonRow(fields, 1) : json(fields);
    const { rows: results } = await bring([source]);
    expect(results[0]?.problems.map((problem) => problem.code)).toContain(code);
    expect(await posts()).toEqual([]);
  });

  test('one id and one X id belong to one post', async () => {
    const { bring, posts } = await createRig();
    const other = '22222222-2222-4222-8222-222222222222';
    const published = { status: 'published', parts: [out] };
    const report = await bring([
      json({}, 1),
      json({ dueAt: null, status: 'draft' }, 2),
      json({ id: other, ...published }, 3),
      json({ id: other.replaceAll('2', '3'), ...published }, 4),
    ]);
    expect(report.rows.map(({ status, problems }) => problems[0]?.code ?? status)).toEqual([
      'added',
      'same-id',
      'added',
      'same-tweet',
    ]);
    const later = await bring([json({ id: other.replaceAll('2', '4'), ...published })]);
    expect(later.rows[0]?.problems).toMatchObject([{ code: 'same-tweet' }]);
    expect(await posts()).toHaveLength(2);
  });

  test('imports are told in the history', async () => {
    const { bring, store } = await createRig();
    await bring([json({})]);
    expect(await store.posts.history(id)).toMatchObject([
      { event: 'imported', by: 'cli', from: null, to: 'scheduled', at: FAKE_START },
    ]);
  });
});
