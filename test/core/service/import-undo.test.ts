import { expect, test } from 'vitest';
import { textParts } from '../../../core/domain/content.ts';
import { importPosts } from '../../../core/service/import.ts';
import { undoImport } from '../../../core/service/import-undo.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { clock, createRig, rows } from './import-rig.ts';

const many = (count: number) =>
  rows(...Array.from({ length: count }, (_, i) => ({ parts: textParts([`Post ${i}`]) })));
const idsOf = (report: { readonly rows: readonly { readonly id?: string }[] }): string[] =>
  report.rows.flatMap(({ id }) => (id === undefined ? [] : [id]));

test('a dry run says what an import would do, and does nothing', async () => {
  const { bring, deps, posts } = await createRig();
  const source = rows(
    {},
    { parts: textParts(['x'.repeat(281)]) },
    { parts: textParts(['Two']) },
    { account: 'nobody' },
  );
  await bring(source.slice(0, 1));
  const before = await posts();
  const rehearsed = await importPosts(source, { ...clock, account: 'alice', dryRun: true }, deps);
  expect(await posts()).toEqual(before);
  expect(await bring(source)).toEqual(rehearsed);
  expect(rehearsed.rows.map(({ status }) => status)).toEqual(['already', 'refused', 'added', 'refused']);
});

test('an import that is stopped keeps what is in, and the next one brings the rest', async () => {
  const { bring, deps, posts } = await createRig();
  const stop = new AbortController();
  const seen: number[] = [];
  const options = {
    ...clock,
    account: 'alice',
    signal: stop.signal,
    onProgress: (done: number) => {
      seen.push(done);
      stop.abort();
    },
  };
  const report = await importPosts(many(700), options, deps);
  expect(report).toMatchObject({ added: 300, stopped: true });
  expect(seen).toEqual([300]);
  expect(await posts()).toHaveLength(300);
  expect(await bring(many(700))).toMatchObject({ added: 400, already: 300 });
});

test('an undo cancels what nobody touched since, and nothing else', async () => {
  const { bring, deps, service, store, posts } = await createRig();
  const ids = idsOf(await bring(many(305)));
  const other = idsOf(await bring(rows({ parts: textParts(['Of another import']) })));
  await service.edit(ids[0] ?? '', { parts: textParts(['Changed since']) });
  const undoing = { ...deps, clock: createFakeClock() };
  expect(await undoImport(ids, undoing)).toBe(304);
  const left = (await posts()).filter(({ status }) => status !== 'cancelled').map(({ id }) => id);
  expect(left.toSorted()).toEqual([ids[0], ...other].toSorted());
  expect(await undoImport(ids, undoing)).toBe(0);
  expect((await store.posts.history(ids[1] ?? '')).map(({ event }) => event)).toEqual([
    'imported',
    'cancelled',
  ]);
});
