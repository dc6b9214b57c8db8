import { describe, expect, test } from 'vitest';
import { textParts } from '../../../core/domain/content.ts';
import { explain } from '../../../core/domain/explain.ts';
import type { Post } from '../../../core/domain/post.ts';
import { MINUTE, SECOND } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createSandboxRig, type FaultKind, faultOn, type SandboxRig } from '../../fakes/sandbox-rig.ts';

const PARTS = ['one', 'two', 'three', 'four', 'five'];

/** A thread of five whose third part meets what `arrange` prepares, a while after it was due. */
async function failAtThree(arrange: (rig: SandboxRig) => void) {
  const rig = await createSandboxRig();
  arrange(rig);
  const post = aPost({ dueAt: FAKE_START, parts: PARTS.map((text) => ({ text })) });
  await rig.add(post);
  await rig.start();
  await rig.advance(SECOND);
  const firstTwo = rig.sandbox.posts().slice(0, 2);
  expect(firstTwo.map(({ text }) => text)).toEqual(['one', 'two']);
  return { rig, id: post.id, firstTwo };
}

type Begun = Awaited<ReturnType<typeof failAtThree>>;

/** Parts 1 and 2 are what they were and were sent once; all five are out, in order, each under the one before. */
async function expectWhole({ rig, id, firstTwo }: Begun, third = 'three'): Promise<void> {
  const texts = ['one', 'two', third, 'four', 'five'];
  const onX = rig.sandbox.posts();
  expect(onX.map(({ text }) => text)).toEqual(texts);
  expect(onX.map(({ parentId }) => parentId)).toEqual([undefined, ...onX.slice(0, 4).map((post) => post.id)]);
  expect(onX.slice(0, 2)).toEqual(firstTwo);
  expect(onX.some(({ deletedAt }) => deletedAt !== undefined)).toBe(false);
  const sendings = (text: string): number => rig.sent.filter((request) => request.text === text).length;
  expect([sendings('one'), sendings('two'), sendings('four'), sendings('five')]).toEqual([1, 1, 1, 1]);
  const post = await rig.get(id);
  expect(post).toMatchObject({ status: 'published', cursor: 5, attempt: null });
  expect(post.parts.map(({ tweetId }) => tweetId)).toEqual(onX.map((one) => one.id));
  expect(await timelineOf(rig)).toEqual(texts.toReversed());
}

async function timelineOf({ publisher }: SandboxRig): Promise<readonly string[]> {
  const reading = await publisher.timeline('alice', FAKE_START - MINUTE, new AbortController().signal);
  return reading.kind === 'read' ? reading.posts.map((post) => post.text) : [];
}

const onThree = (fault: FaultKind) => (rig: SandboxRig) => rig.sandbox.setFaults([faultOn('three', fault)]);
const slowlyOnThree = (fault: FaultKind) => (rig: SandboxRig) => {
  rig.hurry('three');
  onThree(fault)(rig);
};
const answers = (code: number, apply = false, more: object = {}) =>
  onThree({ kind: 'status', code, apply, ...more });
const NOT_PERMITTED = {
  body: { title: 'Forbidden', detail: 'You are not permitted to perform this action.' },
};

type Way = readonly [name: string, arrange: (rig: SandboxRig) => void];

/** Nothing was posted, surely: it is tried again. */
const CERTAIN: readonly Way[] = [
  ['429', answers(429, false, { resetMs: MINUTE })],
  ['proxy 407', answers(407)],
  ['connection refused', (rig) => rig.divert('three', 'http://127.0.0.1:1')],
  ['a name that does not resolve', (rig) => rig.divert('three', 'https://x.invalid')],
];

/** X may have posted it: both when it had and when it had not. */
const DOUBTFUL: readonly Way[] = [true, false].flatMap((apply): Way[] => {
  const name = (what: string) => `${what}, ${apply ? 'posted' : 'not posted'}`;
  return [
    [name('500'), answers(500, apply)],
    [name('503'), answers(503, apply)],
    [name('an empty 201'), onThree({ kind: 'empty', apply })],
    [name('a cut body'), onThree({ kind: 'cut', bytes: 20, apply })],
    [name('a body cut at once'), onThree({ kind: 'cut', bytes: 0, apply })],
    [name('connection reset'), onThree({ kind: 'reset', apply })],
    [name('connection closed'), onThree({ kind: 'close', apply })],
    [name('no answer in time'), slowlyOnThree({ kind: 'hang', apply })],
    [name('an answer too slow'), slowlyOnThree({ kind: 'delay', ms: 60_000, apply })],
    [name('an answer that trickles'), slowlyOnThree({ kind: 'dribble', ms: 40, apply })],
    [name('a web page'), onThree({ kind: 'garbage', apply })],
  ];
});

describe('a thread of five that fails at its third part goes on there by itself after', () => {
  test.each(CERTAIN)('%s', async (name, arrange) => {
    const begun = await failAtThree(arrange);
    const { rig, id } = begun;
    await rig.advance(2 * MINUTE);
    await expectWhole(begun);
    // To be asked to wait is no try.
    expect((await rig.get(id)).attempts).toBe(name === '429' ? 5 : 6);
  });

  test.each(DOUBTFUL)('%s', async (name, arrange) => {
    const begun = await failAtThree(arrange);
    const { rig, id } = begun;
    await rig.advance(4 * MINUTE);
    await expectWhole(begun);
    const history = await rig.store.posts.history(id);
    expect(history).toContainEqual(expect.objectContaining({ event: 'doubted', part: 2 }));
    const sendings = rig.sent.filter(({ text }) => text === 'three').length;
    expect(sendings).toBe(name.endsWith('not posted') ? 2 : 1);
  });

  test('429, not before the limit is lifted', async () => {
    const { rig, id } = await failAtThree(answers(429, false, { resetMs: 10 * MINUTE }));
    await rig.advance(9 * MINUTE);
    const { status, nextTryAt } = await rig.get(id);
    expect([status, rig.sent.length]).toEqual(['retrying', 3]);
    expect(nextTryAt).toBeGreaterThan(FAKE_START + 9 * MINUTE);
  });

  test('403 duplicate of the very post that a lost answer made', async () => {
    const begun = await failAtThree(answers(403, true));
    await begun.rig.advance(4 * MINUTE);
    await expectWhole(begun);
  });
});

describe('a thread of five that fails at its third part waits for a person after', () => {
  const waits = async ({ rig, id }: Begun, wanted: object): Promise<Post> => {
    await rig.advance(10 * MINUTE);
    const post = await rig.get(id);
    expect(post).toMatchObject({ cursor: 2, ...wanted });
    expect(rig.sandbox.posts()).toHaveLength(2);
    expect(rig.sent).toHaveLength(3);
    return post;
  };

  test.each([
    [401, 'auth', 'new keys'],
    [402, 'credits', 'Add credit'],
  ] as const)('%i: held, and goes on when the account can post again', async (code, kind, wayOut) => {
    const begun = await failAtThree(answers(code));
    const post = await waits(begun, { status: 'held', reason: { kind } });
    expect(explain(post)?.next).toMatch(
      new RegExp(`^Parts 1 to 2 are out and are not sent again.*${wayOut}`),
    );
    expect(await begun.rig.service.retry(begun.id)).toMatchObject({ kind: 'ok' });
    await begun.rig.advance(SECOND);
    await expectWhole(begun);
  });

  test('403 for good: failed; with another text it goes on at the third part', async () => {
    const begun = await failAtThree(answers(403, false, NOT_PERMITTED));
    const post = await waits(begun, { status: 'failed', reason: { kind: 'rejected' } });
    expect(explain(post)?.sentence).toContain('not permitted');
    expect(explain(post)?.next).toMatch(/^Parts 1 to 2 are out and are not sent again\./);
    expect(explain(post)?.command).toContain('perch edit');
    const { service, advance } = begun.rig;
    expect(
      await service.edit(begun.id, { parts: textParts(['one', 'two', 'THREE', 'four', 'five']) }),
    ).toMatchObject({
      kind: 'ok',
    });
    expect(await service.retry(begun.id)).toMatchObject({ kind: 'ok', post: { cursor: 2 } });
    await advance(SECOND);
    await expectWhole(begun, 'THREE');
  });

  test('403 duplicate: failed; with another text it goes on at the third part', async () => {
    const begun = await failAtThree(answers(403));
    await waits(begun, { status: 'failed', reason: { kind: 'repeat' } });
    const { service, advance } = begun.rig;
    await service.edit(begun.id, { parts: textParts(['one', 'two', 'THREE', 'four', 'five']) });
    await service.retry(begun.id);
    await advance(SECOND);
    await expectWhole(begun, 'THREE');
  });

  test('a failure for good that has passed: retry alone goes on at the third part', async () => {
    const begun = await failAtThree(answers(403, false, NOT_PERMITTED));
    await waits(begun, { status: 'failed' });
    await begun.rig.service.retry(begun.id);
    await begun.rig.advance(SECOND);
    await expectWhole(begun);
  });
});
