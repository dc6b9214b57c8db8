import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import type { Outcome } from '../../../../core/domain/outcome.ts';
import { findPosted, olderTwin } from '../../../../core/domain/reconcile.ts';
import { MINUTE, SECOND } from '../../../../core/domain/time.ts';
import type { Publisher } from '../../../../core/ports/publisher.ts';
import { never, publisherFor } from './harness.ts';

const DEADLINE = 400;
const SLACK = MINUTE;

let sandbox: Sandbox;
let publisher: Publisher;
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:' });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  publisher = publisherFor(sandbox.url, { keys: () => sandbox.keys, readDeadline: 5_000 });
});

function publish(text: string, replyTo?: string, deadline = 5_000): Promise<Outcome> {
  const reply = replyTo === undefined ? {} : { replyTo };
  return publisher.publish({ account: 'me', text, deadline, maySend: () => true, ...reply }, never);
}

async function idOf(outcome: Promise<Outcome>): Promise<string> {
  const result = await outcome;
  if (result.kind !== 'published') throw new Error(JSON.stringify(result));
  return result.tweetId;
}

/** What a check would make of it. */
async function reconcile(text: string, sentAfter: number, parentId?: string, bound: readonly string[] = []) {
  const reading = await publisher.timeline('me', sentAfter - SLACK, never);
  if (reading.kind !== 'read' || !reading.complete) throw new Error(JSON.stringify(reading));
  const parent = parentId === undefined ? {} : { parentId };
  return findPosted(reading.posts, { text, sentAfter, clockSlack: SLACK, ...parent }, new Set(bound));
}

type Kind = Fault extends infer F ? (F extends Fault ? Omit<F, 'apply'> : never) : never;
type Case = readonly [title: string, fault: Kind, expected: Outcome['kind']];

const CASES: readonly Case[] = [
  ...[500, 502, 503, 504, 520, 522, 408].map(
    (code): Case => [`${code}`, { kind: 'status', code }, 'unknown'],
  ),
  ['302', { kind: 'status', code: 302, headers: { location: '/' } }, 'unknown'],
  ['hang', { kind: 'hang' }, 'unknown'],
  ['reset', { kind: 'reset' }, 'unknown'],
  ['close', { kind: 'close' }, 'unknown'],
  ['cut at 0', { kind: 'cut', bytes: 0 }, 'unknown'],
  ['cut at 10', { kind: 'cut', bytes: 10 }, 'unknown'],
  ['empty', { kind: 'empty' }, 'unknown'],
  ['200 HTML', { kind: 'garbage' }, 'unknown'],
  ['broken JSON', { kind: 'garbage', form: 'json' }, 'unknown'],
  ['201 without id', { kind: 'status', code: 201, body: { data: { text: 'x' } } }, 'unknown'],
  ['201 with errors only', { kind: 'status', code: 201, body: { errors: [{ message: 'x' }] } }, 'unknown'],
  ['dribble', { kind: 'dribble', ms: 20 }, 'unknown'],
  ['too late', { kind: 'delay', ms: 10_000 }, 'unknown'],
  ['late enough', { kind: 'delay', ms: 20 }, 'published'],
  ['gzip-corrupt', { kind: 'gzip-corrupt' }, 'unknown'],
];

const REFUSALS: readonly Case[] = [
  ['400', { kind: 'status', code: 400 }, 'rejected'],
  ['401', { kind: 'status', code: 401 }, 'auth'],
  ['402', { kind: 'status', code: 402 }, 'credits'],
  ['403', { kind: 'status', code: 403, body: { title: 'Forbidden', detail: 'No.' } }, 'rejected'],
  ['403 duplicate', { kind: 'status', code: 403 }, 'duplicate'],
  ['404', { kind: 'status', code: 404 }, 'rejected'],
  ['407', { kind: 'status', code: 407 }, 'not-sent'],
  ['413', { kind: 'status', code: 413 }, 'rejected'],
  ['420', { kind: 'status', code: 420 }, 'throttled'],
  ['429', { kind: 'status', code: 429, resetMs: 40 * SECOND }, 'throttled'],
];

async function publishUnder(fault: Kind, apply: boolean) {
  const sentAfter = (await publisher.calibrate('me', never)) ?? 0;
  const aimed = { ...fault, path: '/2/tweets', method: 'POST', apply } as Fault;
  sandbox.setFaults([aimed]);
  const outcome = await publish('a post & a link example.com', undefined, DEADLINE);
  return { outcome, found: await reconcile('a post & a link example.com', sentAfter) };
}

describe('a fault before the post is made', () => {
  test.each([...CASES, ...REFUSALS])('%s', async (_, fault, expected) => {
    const { outcome, found } = await publishUnder(fault, false);
    expect(outcome.kind).toBe(expected);
    expect(found?.id).toBe(outcome.kind === 'published' ? outcome.tweetId : undefined);
    expect(sandbox.posts()).toHaveLength(outcome.kind === 'published' ? 1 : 0);
  });
});

describe('a fault after the post is made: never passes for a refusal, and the timeline has it', () => {
  test.each(CASES)('%s', async (_, fault, expected) => {
    const { outcome, found } = await publishUnder(fault, true);
    expect(outcome.kind).toBe(expected);
    expect(sandbox.posts()).toHaveLength(1);
    expect(found?.id).toBe(sandbox.posts()[0]?.id);
  });
});

describe('without faults', () => {
  test('a post, character for character', async () => {
    const text = ' a & b < c > d — cafe\u0301 👨‍👩‍👧 https://example.com/?a=b&c=d \n\n $TSLA ';
    const id = await idOf(publish(text));
    expect(sandbox.posts()).toMatchObject([{ id, text }]);
  });

  test('a thread, each part under its parent', async () => {
    const first = await idOf(publish('one'));
    const second = await idOf(publish('two', first));
    expect(sandbox.posts()).toMatchObject([{ id: first }, { id: second, parentId: first }]);
    expect((await reconcile('two', Date.now(), first))?.id).toBe(second);
    expect(await reconcile('two', Date.now())).toBeUndefined();
    expect(await reconcile('one', Date.now(), undefined, [first])).toBeUndefined();
  });

  test('a long note, whole', async () => {
    sandbox.setKnobs({ premium: true });
    const text = `${'Lange Texte & kurze. '.repeat(60)}https://example.com/end`;
    const id = await idOf(publish(text));
    expect((await reconcile(text, Date.now()))?.id).toBe(id);
    expect(await reconcile(text.replace('/end', '/fin'), Date.now())).toBeUndefined();
  });

  test('a timeline of several pages', async () => {
    sandbox.setKnobs({ limits: { create: 1_000 } });
    const ids: string[] = [];
    for (let i = 0; i < 230; i++) ids.push(await idOf(publish(`post number ${i}`)));
    const reading = await publisher.timeline('me', Date.now() - MINUTE, never);
    expect(reading).toMatchObject({ kind: 'read', complete: true });
    expect(reading.kind === 'read' && reading.posts.map((post) => post.id)).toEqual(ids.toReversed());
  });

  test('only what came after', async () => {
    await publish('old');
    const since = Date.now() + 1;
    while (Date.now() <= since) await new Promise((resolve) => setImmediate(resolve));
    const id = await idOf(publish('new'));
    const reading = await publisher.timeline('me', since, never);
    expect(reading).toMatchObject({ complete: true, posts: [{ id }] });
  });

  test('a repeat is refused, and its twin is found', async () => {
    const id = await idOf(publish('again and again'));
    const sentAfter = Date.now() + 1;
    expect(await publish('again and again')).toEqual({
      kind: 'duplicate',
      detail: 'Forbidden: You are not allowed to create a Tweet with duplicate content.',
    });
    const reading = await publisher.timeline('me', 0, never);
    const posts = reading.kind === 'read' ? reading.posts : [];
    expect(olderTwin(posts, { text: 'again and again', sentAfter })?.id).toBe(id);
  });

  test('too long: rejected in X’s words', async () => {
    const outcome = await publish('x'.repeat(281));
    expect(outcome).toEqual({
      kind: 'rejected',
      reason: 'tooLong',
      http: 403,
      detail: 'Forbidden: You are not permitted to perform this action.',
    });
  });

  test('the limit: throttled until it is lifted', async () => {
    sandbox.setKnobs({ limits: { create: 1 } });
    await publish('one');
    const outcome = await publish('two');
    if (outcome.kind !== 'throttled') throw new Error(outcome.kind);
    expect(outcome.until - Date.now()).toBeGreaterThan(13 * MINUTE);
    expect(outcome.until - Date.now()).toBeLessThanOrEqual(15 * MINUTE + 3 * SECOND);
  });

  test('no credit left', async () => {
    sandbox.setKnobs({ credits: 0 });
    expect((await publish('one')).kind).toBe('credits');
  });

  test('wrong keys', async () => {
    const wrong = publisherFor(sandbox.url, { keys: () => ({ ...sandbox.keys, accessSecret: 'wrong' }) });
    const request = { account: 'me', text: 'one', deadline: 5_000, maySend: () => true };
    expect((await wrong.publish(request, never)).kind).toBe('auth');
    expect(await wrong.identify('me', never)).toMatchObject({ kind: 'unknown', refusal: { kind: 'auth' } });
  });

  test('who one is', async () => {
    const { id: userId, username: name } = sandbox.account;
    const known = await publisher.identify('me', never);
    const details = { displayName: sandbox.account.name, access: 'read-write', window: { of: 75, left: 74 } };
    expect(known).toMatchObject({ kind: 'known', userId, name, premium: false, details });
    sandbox.setKnobs({ premium: true });
    expect(await publisher.identify('me', never)).toMatchObject({ premium: true });
  });

  test('X’s clock, not ours, and limits by ours', async () => {
    sandbox.setKnobs({ clockOffsetMs: 10 * MINUTE, limits: { create: 1 } });
    const now = (await publisher.calibrate('me', never)) ?? 0;
    expect(Math.abs(now - Date.now() - 10 * MINUTE)).toBeLessThan(SECOND);
    const id = await idOf(publish('ahead'));
    expect((await reconcile('ahead', now))?.id).toBe(id);
    const outcome = await publish('too many');
    if (outcome.kind !== 'throttled') throw new Error(outcome.kind);
    expect(outcome.until - Date.now()).toBeLessThanOrEqual(15 * MINUTE + 3 * SECOND);
  });

  test('calibrating costs nothing and needs no keys', async () => {
    sandbox.setKnobs({ credits: 1 });
    await publisher.calibrate('me', never);
    expect(sandbox.knobs().credits).toBe(1);
  });
});
