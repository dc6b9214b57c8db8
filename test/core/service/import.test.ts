import { describe, expect, test } from 'vitest';
import { textParts } from '../../../core/domain/content.ts';
import { importPosts } from '../../../core/service/import.ts';
import { alice, clock, createRig, rows } from './import-rig.ts';

describe('an import', () => {
  test('brings the good rows in and leaves the bad ones out', async () => {
    const { bring, posts } = await createRig();
    const report = await bring(
      rows(
        {},
        { parts: textParts(['$A and $B']) },
        { parts: textParts(['x'.repeat(281)]) },
        { parts: textParts(['']) },
        { parts: textParts(['Two']) },
      ),
    );
    expect(report).toMatchObject({ added: 2, already: 0, refused: 3 });
    expect(report.rows.map(({ status }) => status)).toEqual([
      'added',
      'refused',
      'refused',
      'refused',
      'added',
    ]);
    expect(report.rows.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
      'cashtags',
      'too-long',
      'empty',
    ]);
    expect((await posts()).map((post) => [post.parts[0]?.text, post.status])).toEqual(
      expect.arrayContaining([
        ['Hello', 'scheduled'],
        ['Two', 'scheduled'],
      ]),
    );
  });

  test('again adds nothing, whatever became of the posts and however their zone is written', async () => {
    const { bring, service, posts } = await createRig();
    const source = rows({}, { parts: textParts(['Two']) }, {}, {});
    const first = await bring(source);
    expect(first.added).toBe(4);
    expect(new Set(first.rows.map(({ id }) => id)).size).toBe(4);
    await service.cancel(first.rows[0]?.id ?? '');
    await service.edit(first.rows[1]?.id ?? '', { parts: textParts(['Changed since']) });
    const before = await posts();
    expect(await bring(source)).toMatchObject({ added: 0, already: 4, refused: 0 });
    const elsewhere = await bring(rows({ at: '2027-04-01T17:00', zone: 'Asia/Tokyo' }));
    expect(elsewhere).toMatchObject({ added: 0, already: 1 });
    expect(await posts()).toEqual(before);
  });

  test('tells rows apart by account, instant, texts and occurrence', async () => {
    const { bring, store } = await createRig();
    await store.accounts.put({ ...alice, name: 'bob', keysFingerprint: 'g' });
    const source = rows(
      {},
      { at: '2027-04-01T09:01' },
      { parts: textParts(['Hello ']) },
      { parts: textParts(['Hello', 'there']) },
      { account: 'bob' },
      {},
    );
    expect(await bring(source)).toMatchObject({ added: 6 });
    expect(await bring(source.slice(2))).toMatchObject({ added: 0, already: 4 });
  });

  test('ids are UUIDs of version 8, the same everywhere', async () => {
    const [one, other] = await Promise.all([createRig(), createRig()]);
    const ids = (await one.bring(rows({}))).rows.map(({ id }) => id);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((await other.bring(rows({}))).rows.map(({ id }) => id)).toEqual(ids);
  });

  test('needs accounts that exist', async () => {
    const { bring } = await createRig();
    const { rows: results } = await bring(rows({ account: 'nobody' }, {}));
    expect(results.map(({ status, problems }) => [status, problems[0]?.code])).toEqual([
      ['refused', 'unknown-account'],
      ['added', undefined],
    ]);
  });

  test('works in batches, and a store that fails in one keeps the batches before', async () => {
    const { deps, posts } = await createRig();
    let inserts = 0;
    const insert: typeof deps.posts.insert = async (batch, entry) => {
      if (++inserts === 3) throw new Error('disk is full');
      return deps.posts.insert(batch, entry);
    };
    const source = rows(...Array.from({ length: 1000 }, (_, i) => ({ parts: textParts([`Post ${i}`]) })));
    const failing = { ...deps, posts: { ...deps.posts, insert } };
    const report = await importPosts(source, { ...clock, account: 'alice' }, failing);
    expect(report).toMatchObject({ added: 600, refused: 400 });
    expect(report.outage).toMatchObject({ message: 'disk is full' });
    expect(report.rows.at(-1)?.problems).toMatchObject([{ code: 'not-saved' }]);
    expect(await posts()).toHaveLength(600);
    const again = await importPosts(source, { ...clock, account: 'alice' }, deps);
    expect(again).toMatchObject({ added: 400, already: 600, refused: 0 });
  });
});
