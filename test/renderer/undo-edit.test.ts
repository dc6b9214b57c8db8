import { expect, test } from 'vitest';
import { HOUR } from '../../core/domain/time.ts';
import { type PostView, viewPost } from '../../core/domain/view.ts';
import { editsBetween } from '../../renderer/compose/undo-edit.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { aPost } from '../fakes/post.ts';
import { createRig, createRigApi } from '../fakes/rig.ts';
import { aRepeatingPost } from '../fakes/series.ts';

const now = FAKE_START;

test('an edit is taken back and made again, with all that it changed', async () => {
  const rig = await createRig();
  const api = createRigApi(rig);
  const post = aPost({
    dueAt: now + HOUR,
    parts: [{ text: 'one' }, { text: 'two' }],
    replySettings: 'following',
  });
  await rig.add(post);
  const shown = async () => viewPost(await rig.get(post.id));
  const before = await shown();
  await api.edit(post.id, {
    parts: [{ text: 'other' }],
    dueAt: now + 2 * HOUR,
    zone: 'Asia/Tokyo',
    replySettings: null,
  });
  const after = await shown();
  const edits = editsBetween(before, after, now);
  expect(await api.edit(post.id, edits?.back ?? {})).toMatchObject({ kind: 'ok' });
  expect(await shown()).toEqual(before);
  expect(await api.edit(post.id, edits?.again ?? {})).toMatchObject({ kind: 'ok' });
  expect(await shown()).toEqual(after);
  await api.edit(post.id, { parts: [{ text: 'by somebody else' }] });
  expect(await api.edit(post.id, edits?.back ?? {})).toMatchObject({ kind: 'refused', code: 'changed' });
});

test('a series that ended with an edit goes on, with what was left of it', async () => {
  const rig = await createRig();
  const api = createRigApi(rig);
  const post = aRepeatingPost('every day', { dueAt: now + HOUR });
  await rig.add(post);
  const shown = async () => viewPost(await rig.get(post.id));
  const before = await shown();
  await api.edit(post.id, { repeat: null });
  const edits = editsBetween(before, await shown(), now);
  await api.edit(post.id, edits?.back ?? {});
  expect((await shown()).repeat).toEqual(before.repeat);
  const third = {
    ...before,
    repeat: before.repeat && { ...before.repeat, number: 3, rule: { ...before.repeat.rule, times: 5 } },
  };
  expect(editsBetween(third as PostView, await shown(), now)?.back.repeat).toMatchObject({ times: 3 });
});

test.each([
  ['failed', { status: 'failed' }],
  ['was due by now', { dueAt: now - 1 }],
] as const)('of a post that %s there is no way back, as it would be sent', (_, change) => {
  const post = viewPost(aPost({ dueAt: now + HOUR, ...change }));
  expect(editsBetween(post, { ...post, dueAt: new Date(now + HOUR).toISOString() }, now)).toBeUndefined();
});
