import { describe, expect, test } from 'vitest';
import { textParts } from '../../../core/domain/content.ts';
import type { Post } from '../../../core/domain/post.ts';
import { continueSeries, occurrenceId } from '../../../core/domain/series.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { isoInZone } from '../../../core/domain/zone.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { createRig } from '../../fakes/rig.ts';
import { aRepeatingPost } from '../../fakes/series.ts';

const WEEK = 7 * DAY;

async function createSeriesRig() {
  const rig = await createRig();
  const all = async (): Promise<readonly Post[]> => (await rig.store.posts.list({})).posts;
  /** The posts of the series by number: status and wall time. */
  const series = async (): Promise<readonly string[]> =>
    (await all()).map(
      ({ repeat, status, dueAt, zone }) => `${repeat?.number} ${status} ${isoInZone(dueAt ?? 0, zone)}`,
    );
  return { ...rig, all, series };
}

describe('a series', () => {
  test('goes on after each post, at its wall time over a change of clocks', async () => {
    const { clock, start, add, series } = await createSeriesRig();
    const dueAt = Date.parse('2027-03-21T09:00Z');
    await add(aRepeatingPost('weekly', { dueAt }));
    await clock.advanceTo(dueAt - MINUTE);
    await start();
    expect(await series()).toEqual(['1 scheduled 2027-03-21T09:00:00+00:00']);
    await clock.advance(2 * MINUTE);
    expect(await series()).toEqual([
      '1 published 2027-03-21T09:00:00+00:00',
      '2 scheduled 2027-03-28T09:00:00+01:00',
    ]);
  });

  test('sends a time that clocks skip as much later as they jump', async () => {
    const { clock, start, add, x, series } = await createSeriesRig();
    const zone = 'America/New_York';
    const dueAt = Date.parse('2027-03-13T02:30-05:00');
    await add(aRepeatingPost('daily, 3 times', { dueAt, zone }));
    await clock.advanceTo(dueAt - MINUTE);
    await start();
    await clock.advance(2 * MINUTE);
    for (const next of ['2027-03-14T03:30-04:00', '2027-03-15T02:30-04:00']) {
      // As if the computer had slept: days of an idle worker are long.
      clock.setWall(Date.parse(next) - SECOND);
      await clock.advance(MINUTE);
    }
    expect(await series()).toEqual([
      '1 published 2027-03-13T02:30:00-05:00',
      '2 published 2027-03-14T03:30:00-04:00',
      '3 published 2027-03-15T02:30:00-04:00',
    ]);
    expect(x.requests).toHaveLength(3);
  });

  test('that was slept through for three weeks has one next, and no burst', async () => {
    const { clock, start, add, x, series } = await createSeriesRig();
    await add(aRepeatingPost('daily', { dueAt: FAKE_START + HOUR }));
    await clock.advance(3 * WEEK);
    await start();
    await clock.advance(MINUTE);
    expect(await series()).toEqual([
      '1 missed 2027-03-01T13:00:00+00:00',
      '2 scheduled 2027-03-22T13:00:00+00:00',
    ]);
    expect(x.requests).toEqual([]);
  });

  test('goes on when X refuses one', async () => {
    const { clock, start, add, x, series } = await createSeriesRig();
    x.scripts.push({ made: false, answer: { kind: 'rejected', http: 403, detail: 'no' } });
    await add(aRepeatingPost('weekly', { dueAt: FAKE_START + SECOND }));
    await start();
    await clock.advance(MINUTE);
    expect((await series()).map((line) => line.slice(0, 11))).toEqual(['1 failed 20', '2 scheduled']);
  });

  test('ends with its last post', async () => {
    const { clock, start, add, get, all } = await createSeriesRig();
    const post = aRepeatingPost('weekly until 2027-03-05', { dueAt: FAKE_START + SECOND });
    await add(post);
    await start();
    await clock.advance(MINUTE);
    expect(await all()).toHaveLength(1);
    expect((await get(post.id)).repeat?.next).toBeNull();
  });

  test('copies the texts as they are now, and nothing of what became of them', async () => {
    const { clock, start, add, service, get } = await createSeriesRig();
    const parts = [{ text: 'one' }, { text: 'two' }];
    const post = aRepeatingPost('weekly', { dueAt: FAKE_START + HOUR, parts, lateWindow: 5 * MINUTE });
    await add(post);
    await service.edit(post.id, { parts: textParts(['eins', 'zwei']), dueAt: FAKE_START + SECOND });
    await start();
    await clock.advance(MINUTE);
    expect(await get(occurrenceId(post.id, 2))).toMatchObject({
      // A time of its own is for one post only.
      dueAt: FAKE_START + HOUR + WEEK,
      parts: [{ text: 'eins' }, { text: 'zwei' }],
      lateWindow: 5 * MINUTE,
      cursor: 0,
      attempts: 0,
      attempt: null,
      version: 1,
    });
    expect((await get(occurrenceId(post.id, 2))).parts[0]?.tweetId).toBeUndefined();
  });

  test('sent before its time, a post still stands for its date', async () => {
    const { clock, start, add, service, series } = await createSeriesRig();
    const post = aRepeatingPost('weekly', { dueAt: FAKE_START + DAY });
    await add(post);
    await start();
    await service.postNow(post.id);
    await clock.advance(MINUTE);
    expect((await series())[1]).toBe('2 scheduled 2027-03-09T12:00:00+00:00');
  });
});

describe('the next post', () => {
  const mover = { now: FAKE_START + MINUTE, nonce: 'dead', by: 'worker dead' };
  const settled = () => ({
    ...aRepeatingPost('weekly', { dueAt: FAKE_START - MINUTE }),
    status: 'published' as const,
    cursor: 1,
  });

  test('is made by whoever starts after a crash right after the one before', async () => {
    const { start, add, get, all, clock } = await createSeriesRig();
    const post = settled();
    await add(post);
    await start();
    await clock.advance(SECOND);
    expect(await all()).toHaveLength(2);
    expect((await get(post.id)).repeat?.next).toBe(occurrenceId(post.id, 2));
  });

  test('is not made again after a crash before that was written down', async () => {
    const { start, add, get, all, clock } = await createSeriesRig();
    const post = settled();
    const { next } = continueSeries(post, post.repeat ?? fail(), mover);
    await add(post, next ?? fail());
    await start();
    await clock.advance(SECOND);
    expect(await all()).toHaveLength(2);
    expect((await get(post.id)).repeat?.next).toBe(next?.id);
    expect(await get(next?.id ?? '')).toEqual(next);
  });

  test('is made once by several workers', async () => {
    const { start, add, all, clock, x } = await createSeriesRig();
    await add(aRepeatingPost('daily', { dueAt: FAKE_START + SECOND }));
    await start({ exclusive: false });
    await start({ exclusive: false });
    await clock.advance(MINUTE);
    for (const day of [1, 2]) {
      clock.setWall(FAKE_START + day * DAY);
      await clock.advance(MINUTE);
    }
    expect((await all()).map(({ repeat }) => repeat?.number)).toEqual([1, 2, 3, 4]);
    expect(x.requests).toHaveLength(3);
  });

  test('has an id that tells numbers and series apart', () => {
    const ids = ['a', 'b', '00000000-0000-4000-8000-000000000001'].flatMap((series) =>
      Array.from({ length: 2_000 }, (_, n) => occurrenceId(series, n + 2)),
    );
    expect(new Set(ids).size).toBe(6_000);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

function fail(): never {
  throw new Error('nothing follows');
}
