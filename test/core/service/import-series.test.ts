import { describe, expect, test } from 'vitest';
import type { Post } from '../../../core/domain/post.ts';
import { continueSeries } from '../../../core/domain/series.ts';
import { viewPost } from '../../../core/domain/view.ts';
import { readPostsCsv } from '../../../core/host/transfer/posts-csv.ts';
import { csvHeader, csvRow } from '../../../core/host/transfer/posts-csv-write.ts';
import { readJsonRow } from '../../../core/service/import-json.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aRepeatingPost } from '../../fakes/series.ts';
import { createRig, row } from './import-rig.ts';

const zone = 'America/New_York';
const dueAt = Date.parse('2027-03-13T02:30-05:00');

/** A published post of a series and the one that waits, which clocks have moved to 03:30. */
function series(): readonly [Post, Post] {
  const first = aRepeatingPost('daily, 9 times', { dueAt, zone, status: 'published', cursor: 1 });
  const published = { ...first, parts: [{ text: 'Again', tweetId: '1', publishedAt: dueAt }] };
  const mover = { now: dueAt + 1, nonce: 'n', by: 'test' };
  const { move, next } = continueSeries(published, published.repeat ?? never(), mover);
  return [move.to, next ?? never()];
}

describe('posts that repeat', () => {
  test('come back from JSON with their series', async () => {
    const { bring, store } = await createRig();
    const posts = series();
    const rows = posts.map((post, i) => readJsonRow(JSON.parse(JSON.stringify(viewPost(post))), i + 1));
    expect(await bring(rows)).toMatchObject({ added: 2, refused: 0 });
    for (const { id, repeat } of posts) expect((await store.posts.get(id))?.repeat).toEqual(repeat);
  });

  test('go on from CSV at their wall time, also when clocks have moved the one that waits', async () => {
    const { bring, store } = await createRig();
    const [published, waiting] = series();
    const file = csvHeader(1) + [published, waiting].map((post) => csvRow(viewPost(post), 1)).join('');
    expect(await bring(readPostsCsv(file, false))).toMatchObject({ added: 2, refused: 0 });
    expect((await store.posts.get(published.id))?.repeat).toBeNull();
    expect((await store.posts.get(waiting.id))?.repeat).toEqual({
      rule: { every: 'day', interval: 1, start: '2027-03-14T02:30', zone, times: 8 },
      series: waiting.id,
      number: 1,
      date: '2027-03-14',
    });
  });

  test('are made from words and an end', async () => {
    const { bring, posts } = await createRig();
    const file = 'text,at,zone,repeat,until\nHi,2027-04-01T09:00,Europe/London,weekly,2027-06-01\n';
    expect(await bring(readPostsCsv(file, false))).toMatchObject({ added: 1 });
    expect(await posts()).toMatchObject([
      { repeat: { words: 'weekly on Thu at 09:00, until 2027-06-01', number: 1 } },
    ]);
  });

  test.each([
    ['words', { repeat: 'sometimes' }],
    ['an end', { repeat: 'daily', until: 'soon' }],
  ])('that cannot be understood (%s) are refused with the reason', async (_name, fields) => {
    const { bring } = await createRig();
    const { rows, refused } = await bring([row(fields)]);
    expect(refused).toBe(1);
    expect(rows[0]?.problems).toMatchObject([{ code: 'bad-repeat', message: expect.stringMatching(/\.$/) }]);
  });

  test.each([
    7,
    {},
    { ...aRepeatingPost('daily', { dueAt: FAKE_START }).repeat, number: 0 },
    { ...aRepeatingPost('daily', { dueAt: FAKE_START }).repeat, rule: { every: 'year' } },
    { series: 'a', number: 1, date: '2027-03-01', rule: { every: 'week', weekdays: 5, start: '', zone: '' } },
  ])('that nobody wrote (%j) are refused', (repeat) => {
    expect(readJsonRow({ text: 'Hi', at: '2027-04-01T09:00', zone, repeat }, 1).problems).toMatchObject([
      { code: 'bad-repeat' },
    ]);
  });
});

function never(): never {
  throw new Error('nothing follows');
}
