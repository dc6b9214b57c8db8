import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../core/domain/time.ts';
import { SEGMENT } from '../../../core/domain/upload.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aClip, aPicture, attachFile } from '../../fakes/content.ts';
import { aPost } from '../../fakes/post.ts';
import { createSandboxRig, type SandboxRig } from '../../fakes/sandbox-rig.ts';

/** Real files and sockets take their own time, while the fake clock goes on by steps. */
async function until(rig: SandboxRig, isSo: () => boolean | Promise<boolean>, step = 0): Promise<void> {
  await expect
    .poll(
      async () => {
        await rig.advance(step || 1);
        return isSo();
      },
      { timeout: 15_000, interval: 20 },
    )
    .toBe(true);
}

const isOut = (rig: SandboxRig, id: string) => async (): Promise<boolean> =>
  (await rig.get(id)).status === 'published';

const segmentsOf = (bytes: Uint8Array): readonly string[] =>
  Array.from({ length: Math.ceil(bytes.length / SEGMENT) }, (_, i) =>
    createHash('sha256')
      .update(bytes.subarray(i * SEGMENT, (i + 1) * SEGMENT))
      .digest('hex'),
  );

test('X gets the bytes of two pictures and a video as they are, with their descriptions, before the post', async () => {
  const rig = await createSandboxRig();
  const [one, two, clip] = [aPicture(1_000, 'one'), aPicture(2.5 * SEGMENT, 'two'), aClip(1_500)];
  const media = [
    await attachFile(rig.content, one, 'one.png', 'One & "all" 🏔️'),
    await attachFile(rig.content, two, 'two.png', ''),
  ];
  const post = aPost({
    dueAt: FAKE_START + 5 * MINUTE,
    parts: [
      { text: 'Look', media },
      { text: '', media: [await attachFile(rig.content, clip, 'clip.mp4')] },
    ],
  });
  await rig.add(post);
  await rig.start();
  await until(rig, () => rig.sandbox.media().filter(({ alt }) => alt !== '').length === 2, SECOND);
  expect(rig.clock.now()).toBeLessThan(FAKE_START + 5 * MINUTE);
  await until(rig, isOut(rig, post.id), 10 * SECOND);
  const uploads = rig.sandbox.media();
  expect(
    uploads.map(({ type, alt, segments }) => ({ type, alt, segments: segments.map(({ sha256 }) => sha256) })),
  ).toEqual([
    { type: 'image/png', alt: 'One & "all" 🏔️', segments: segmentsOf(one) },
    { type: 'image/png', alt: '', segments: segmentsOf(two) },
    { type: 'video/mp4', alt: 'a view', segments: segmentsOf(clip) },
  ]);
  expect(rig.sandbox.posts().map(({ text, mediaIds }) => ({ text, mediaIds }))).toEqual([
    { text: 'Look', mediaIds: uploads.slice(0, 2).map(({ id }) => id) },
    { text: '', mediaIds: [uploads[2]?.id] },
  ]);
  const requests = rig.sandbox
    .requests()
    .map(({ method, path }) => `${method} ${path.replaceAll(/\d{10,}/g, 'ID')}`);
  expect(requests.slice(requests.indexOf('POST /2/tweets')).filter((line) => line.includes('media'))).toEqual(
    [],
  );
});

test('an upload survives what the network does to it, and its worker', async () => {
  const rig = await createSandboxRig();
  const bytes = aPicture(3.5 * SEGMENT, 'one');
  const media = [await attachFile(rig.content, bytes, 'one.png')];
  const post = aPost({ dueAt: FAKE_START + 10 * MINUTE, parts: [{ text: 'Look', media }] });
  rig.sandbox.setFaults([
    { path: '/2/media/upload/initialize', kind: 'status', code: 503, apply: false },
    { path: '/2/media/upload/\\d+/append', after: 1, kind: 'reset', apply: true },
    { path: '/2/media/upload/\\d+/finalize', kind: 'cut', bytes: 10, apply: true },
    { path: '/2/media/metadata', kind: 'close', apply: false },
  ]);
  await rig.add(post);
  const first = await rig.start();
  await until(rig, () => (rig.sandbox.media()[0]?.segments.length ?? 0) >= 2, SECOND);
  const stopped = first.stop(0);
  await rig.advance(100);
  await stopped;
  await rig.start();
  await until(rig, isOut(rig, post.id), 10 * SECOND);
  const [upload, ...others] = rig.sandbox.media();
  expect(others).toEqual([]);
  expect(upload?.segments.map(({ sha256 }) => sha256)).toEqual(segmentsOf(bytes));
  expect(rig.sandbox.posts()).toMatchObject([{ text: 'Look', mediaIds: [upload?.id] }]);
  expect((await rig.get(post.id)).parts[0]?.publishedAt).toBeLessThan(FAKE_START + 10 * MINUTE + 20 * SECOND);
});

test('a post without a text is found on the timeline by its media, and not sent twice', async () => {
  const rig = await createSandboxRig({ duplicateWindowMs: 0 });
  const media = [await attachFile(rig.content, aPicture(900, 'one'), 'one.png')];
  const post = aPost({ dueAt: FAKE_START + MINUTE, parts: [{ text: '', media }] });
  rig.sandbox.setFaults([{ path: '/2/tweets', method: 'POST', kind: 'reset', apply: true }]);
  await rig.add(post);
  await rig.start();
  await until(rig, () => rig.sandbox.media()[0]?.alt === 'a view');
  await until(rig, isOut(rig, post.id), 10 * SECOND);
  expect(rig.sandbox.posts()).toHaveLength(1);
  expect((await rig.get(post.id)).parts[0]?.tweetId).toBe(rig.sandbox.posts()[0]?.id);
});

test('polls, quotes, replies and who may reply reach X as they were written', async () => {
  const rig = await createSandboxRig();
  const first = aPost({
    dueAt: FAKE_START + SECOND,
    parts: [{ text: 'Which one?', poll: { options: ['This', 'That'], minutes: 60 } }],
    replySettings: 'following',
  });
  await rig.add(first);
  await rig.start();
  await until(rig, isOut(rig, first.id), SECOND);
  const id = (await rig.get(first.id)).parts[0]?.tweetId ?? '';
  const second = aPost({
    dueAt: FAKE_START + MINUTE,
    parts: [{ text: 'see', quote: id }, { text: 'and more' }],
    replyTo: id,
  });
  rig.sandbox.setFaults([{ path: '/2/tweets', method: 'POST', text: 'see', kind: 'reset', apply: true }]);
  await rig.add(second);
  await until(rig, isOut(rig, second.id), 10 * SECOND);
  const posts = rig.sandbox.posts();
  expect(posts).toMatchObject([
    {
      text: 'Which one?',
      poll: { options: ['This', 'That'], duration_minutes: 60 },
      replySettings: 'following',
    },
    { text: 'see', quotedId: id, parentId: id },
    { text: 'and more', parentId: posts[1]?.id },
  ]);
  expect(posts).toHaveLength(3);
});
