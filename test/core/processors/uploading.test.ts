import { expect, test } from 'vitest';
import type { Media } from '../../../core/domain/media.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { SEGMENT } from '../../../core/domain/upload.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPicture, attachFile } from '../../fakes/content.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

type Rig = Awaited<ReturnType<typeof createRig>>;

/** A stored picture of about so many bytes. */
const attach = ({ content }: Rig, name: string, size = 1_000, alt?: string): Promise<Media> =>
  attachFile(content, aPicture(size, name), name, alt);

const steps = ({ x }: Rig): readonly string[] =>
  x.uploads.map((request) => (request.kind === 'append' ? `append ${request.segment}` : request.kind));

/** Real files are read meanwhile, so the fake clock cannot move all of it at once. */
async function until(rig: Rig, isSo: () => boolean | Promise<boolean>): Promise<void> {
  await expect
    .poll(async () => {
      await rig.clock.advance(0);
      return isSo();
    })
    .toBe(true);
}

test('media are with X before the time of their post, so that it goes out on time', async () => {
  const rig = await createRig();
  const [one, two] = [await attach(rig, 'one.png'), await attach(rig, 'two.png', 2.5 * SEGMENT, '')];
  const post = aPost({ dueAt: FAKE_START + HOUR, parts: [{ text: 'Look', media: [one, two] }] });
  await rig.add(post);
  await rig.start();
  await rig.clock.advance(30 * MINUTE);
  expect(rig.x.uploads).toEqual([]);
  await rig.clock.advance(15 * MINUTE);
  await until(rig, () => rig.x.uploads.length === 9);
  expect(steps(rig)).toEqual([
    ...['begin', 'append 0', 'finish', 'describe'],
    ...['begin', 'append 0', 'append 1', 'append 2', 'finish'],
  ]);
  expect((await rig.get(post.id)).status).toBe('scheduled');
  await rig.clock.advance(15 * MINUTE);
  await until(rig, async () => (await rig.get(post.id)).status === 'published');
  const ids = rig.x.uploads.flatMap((request) => (request.kind === 'finish' ? [request.mediaId] : []));
  expect(rig.x.requests).toMatchObject([{ text: 'Look', mediaIds: ids }]);
  expect((await rig.get(post.id)).parts[0]?.publishedAt).toBe(FAKE_START + HOUR);
});

test('a post that is due before its media are there waits for them and says so', async () => {
  const rig = await createRig();
  const video = { ...(await attach(rig, 'one.png')), name: 'clip.mp4' };
  const wait = { kind: 'taken', processing: { state: 'pending', again: 7 * SECOND } } as const;
  rig.x.uploadAnswers.push(
    { kind: 'taken', mediaId: '77' },
    { kind: 'taken' },
    wait,
    { kind: 'taken', processing: { state: 'in_progress', again: 5 * SECOND } },
    { kind: 'taken', processing: { state: 'succeeded' } },
  );
  const post = aPost({ dueAt: FAKE_START, parts: [{ text: '', media: [video] }] });
  await rig.add(post);
  await rig.start();
  await until(rig, () => rig.x.uploads.length === 3);
  expect(await rig.get(post.id)).toMatchObject({ status: 'retrying', reason: { kind: 'uploading' } });
  await rig.clock.advance(7 * SECOND);
  await until(rig, () => rig.x.uploads.length === 4);
  await rig.clock.advance(5 * SECOND);
  await until(rig, async () => (await rig.get(post.id)).status === 'published');
  expect(rig.x.requests).toMatchObject([{ text: '', mediaIds: ['77'] }]);
  const events = (await rig.store.posts.history(post.id)).map(({ event }) => event);
  expect(events).toEqual(['added', 'deferred', 'prepared', 'armed', 'published']);
});

test('an upload that fails is tried again, and nothing is sent meanwhile', async () => {
  const rig = await createRig();
  const picture = await attach(rig, 'one.png');
  rig.x.uploadAnswers.push(
    { kind: 'not-sent', detail: 'ECONNREFUSED' },
    { kind: 'unknown', detail: 'HTTP 503' },
  );
  const post = aPost({ dueAt: FAKE_START, parts: [{ text: 'Look', media: [picture] }] });
  await rig.add(post);
  await rig.start();
  await until(rig, async () => (await rig.get(post.id)).failures === 1);
  expect(await rig.get(post.id)).toMatchObject({ status: 'retrying', reason: { kind: 'network' } });
  for (let i = 0; i < 10; i++) {
    await rig.clock.advance(5 * SECOND);
    await until(rig, () => true);
  }
  await until(rig, async () => (await rig.get(post.id)).status === 'published');
  expect(rig.x.requests).toHaveLength(1);
});

test.each([
  [
    'X refuses them',
    { kind: 'rejected', http: 400, detail: 'media type unrecognized' },
    'media type unrecognized',
  ],
  [
    'X cannot process them',
    { kind: 'taken', mediaId: '7', processing: { state: 'failed', error: 'InvalidMedia' } },
    'InvalidMedia',
  ],
] as const)('a post whose media are not taken (%s) fails before its time', async (_, answer, detail) => {
  const rig = await createRig();
  const picture = await attach(rig, 'one.png');
  rig.x.uploadAnswers.push(answer);
  const post = aPost({ dueAt: FAKE_START + 10 * MINUTE, parts: [{ text: 'Look', media: [picture] }] });
  await rig.add(post);
  await rig.start();
  await until(rig, async () => (await rig.get(post.id)).status === 'failed');
  expect(await rig.get(post.id)).toMatchObject({
    reason: { kind: 'media', detail: expect.stringContaining(detail) },
  });
  expect(rig.x.requests).toEqual([]);
});

test('a file that is gone from this computer is told of', async () => {
  const rig = await createRig();
  const picture = await attach(rig, 'one.png');
  await rig.content.remove(picture.hash);
  const post = aPost({ dueAt: FAKE_START + MINUTE, parts: [{ text: 'Look', media: [picture] }] });
  await rig.add(post);
  await rig.start();
  await until(rig, async () => (await rig.get(post.id)).status === 'failed');
  expect((await rig.get(post.id)).reason?.detail).toContain('"one.png" is not stored here any more');
});

test('an upload goes on where the worker before stopped', async () => {
  const rig = await createRig();
  const picture = await attach(rig, 'one.png', 3.5 * SEGMENT);
  const stuck = { kind: 'unknown', detail: 'cut' } as const;
  rig.x.uploadAnswers.push({ kind: 'taken', mediaId: '7' }, { kind: 'taken' }, { kind: 'taken' }, stuck);
  await rig.add(aPost({ dueAt: FAKE_START + 5 * MINUTE, parts: [{ text: 'Look', media: [picture] }] }));
  const first = await rig.start();
  await until(rig, () => rig.x.uploads.length === 4);
  await first.stop(0);
  await rig.start();
  await until(rig, () => rig.x.uploads.length === 8);
  expect(steps(rig).slice(3)).toEqual(['append 2', 'append 2', 'append 3', 'finish', 'describe']);
  expect(new Set(rig.x.uploads.slice(1).map((request) => 'mediaId' in request && request.mediaId))).toEqual(
    new Set(['7']),
  );
});

test('media that X has forgotten are uploaded again', async () => {
  const rig = await createRig();
  const picture = await attach(rig, 'one.png');
  rig.x.scripts.push({
    made: false,
    answer: { kind: 'not-sent', reason: 'mediaGone', detail: 'Your media IDs are invalid.' },
  });
  const post = aPost({ dueAt: FAKE_START + MINUTE, parts: [{ text: 'Look', media: [picture] }] });
  await rig.add(post);
  await rig.start();
  await until(rig, () => rig.x.uploads.length === 4);
  await rig.clock.advance(MINUTE);
  await until(rig, async () => (await rig.get(post.id)).status === 'published');
  const [before, after] = rig.x.requests.map(({ mediaIds }) => mediaIds);
  expect(before).not.toEqual(after);
  expect(rig.x.uploads).toHaveLength(8);
});

test('an account that X does not let in holds its post, whose media go on later', async () => {
  const rig = await createRig();
  const picture = await attach(rig, 'one.png');
  rig.x.uploadAnswers.push({ kind: 'auth', detail: '401' });
  const post = aPost({ dueAt: FAKE_START + MINUTE, parts: [{ text: 'Look', media: [picture] }] });
  await rig.add(post);
  await rig.start();
  await until(rig, async () => (await rig.store.accounts.get('alice'))?.gate.state === 'held');
  await rig.clock.advance(2 * MINUTE);
  await until(rig, async () => (await rig.get(post.id)).status === 'held');
  await rig.service.openAccount('alice');
  await until(rig, async () => {
    await rig.clock.advance(SECOND);
    return (await rig.get(post.id)).status === 'published';
  });
});
