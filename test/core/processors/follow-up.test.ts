import { expect, test } from 'vitest';
import { PROCESSOR_NAMES } from '../../../core/domain/processor.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

const DUE = FAKE_START + MINUTE;
const thread = (...delays: readonly (number | undefined)[]) =>
  aPost({
    dueAt: DUE,
    parts: [
      { text: 'one' },
      ...delays.map((after, i) => ({ text: `part ${i + 2}`, ...(after !== undefined && { after }) })),
    ],
  });

/** When each part went out, after the time of the post. */
const timesOf = ({ parts }: ReturnType<typeof aPost>) =>
  parts.map(({ publishedAt }) => publishedAt && publishedAt - DUE);

test('a part follows as long after the one before it as it says', async () => {
  const rig = await createRig();
  const post = thread(10 * MINUTE, undefined, 30 * SECOND);
  await rig.add(post);
  await rig.start();
  await rig.clock.advance(5 * MINUTE);
  expect(await rig.get(post.id)).toMatchObject({ status: 'queued', cursor: 1, nextTryAt: DUE + 10 * MINUTE });
  await rig.clock.advance(10 * MINUTE);
  expect(timesOf(await rig.get(post.id))).toEqual([0, 10 * MINUTE, 10 * MINUTE, 10 * MINUTE + 30 * SECOND]);
  expect(rig.x.requests.map(({ text }) => text)).toEqual(['one', 'part 2', 'part 3', 'part 4']);
});

test('other posts of the account go out meanwhile', async () => {
  const rig = await createRig();
  const [post, other] = [thread(10 * MINUTE), aPost({ dueAt: DUE + MINUTE })];
  await rig.add(post, other);
  await rig.start();
  await rig.clock.advance(20 * MINUTE);
  expect((await rig.get(other.id)).parts[0]?.publishedAt).toBe(DUE + MINUTE);
  expect(timesOf(await rig.get(post.id))).toEqual([0, 10 * MINUTE]);
});

test('a worker that starts in between knows the time, and one that was away goes on at once', async () => {
  const rig = await createRig();
  const [soon, late] = [thread(2 * HOUR), thread(10 * MINUTE)];
  await rig.add(soon, late);
  const first = await rig.start();
  await rig.clock.advance(2 * MINUTE);
  const stopped = first.stop(0);
  await rig.clock.advance(100);
  await stopped;
  await rig.clock.advance(HOUR);
  await rig.start();
  await rig.clock.advance(2 * HOUR);
  expect(timesOf(await rig.get(soon.id))).toEqual([0, 2 * HOUR]);
  const [, after = 0] = timesOf(await rig.get(late.id));
  expect(after).toBeGreaterThan(HOUR);
  expect(after).toBeLessThan(HOUR + 5 * MINUTE);
});

test('the day that a thread has to finish does not count the time that it waits on purpose', async () => {
  const rig = await createRig();
  for (const name of PROCESSOR_NAMES) await rig.store.settings.setProcessor(name, { idleSleep: 10 * MINUTE });
  const post = thread(20 * HOUR, 20 * HOUR);
  await rig.add(post);
  await rig.start();
  await rig.clock.advance(41 * HOUR);
  expect(timesOf(await rig.get(post.id))).toEqual([0, 20 * HOUR, 40 * HOUR]);
});

test('a delay can be changed while the part waits, and "now" does not wait', async () => {
  const rig = await createRig();
  const [shorter, now] = [thread(10 * HOUR), thread(10 * HOUR)];
  await rig.add(shorter, now);
  await rig.start();
  await rig.clock.advance(2 * MINUTE);
  const parts = [{ text: 'one' }, { text: 'part 2', after: 5 * MINUTE }];
  expect(await rig.service.edit(shorter.id, { parts })).toMatchObject({ kind: 'ok' });
  await rig.service.postNow(now.id);
  await rig.clock.advance(10 * MINUTE);
  expect(timesOf(await rig.get(shorter.id))).toEqual([0, 5 * MINUTE]);
  expect(timesOf(await rig.get(now.id))).toEqual([0, MINUTE]);
});
