import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { NO_LIMITS, openSandbox, type Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { findPosted } from '../../core/domain/reconcile.ts';
import { MINUTE } from '../../core/domain/time.ts';
import type { TimelinePost } from '../../core/domain/timeline.ts';
import type { Publisher } from '../../core/ports/publisher.ts';
import { never, publisherFor } from '../core/adapters/x/harness.ts';
import { asX, type Case, cases } from '../core/domain/reconcile-texts.ts';
import { createTempHome } from '../fakes/temp-home.ts';

vi.setConfig({ testTimeout: 300_000 });

const temp = createTempHome();
let sandbox: Sandbox;
let began: number;
let accounts = 0;

beforeAll(async () => {
  const knobs = { limits: NO_LIMITS, duplicateWindowMs: 0, premium: true, selfServe: false };
  sandbox = await openSandbox({ file: `${temp.home}/sandbox.db`, knobs });
  began = Date.now();
});
afterAll(async () => {
  await sandbox.close();
  temp.remove();
});

/** The X adapter on the sandbox's HTTP, for an account with nothing on its timeline yet. */
function newAccount(): Publisher {
  const { keys } = sandbox.addAccount({ name: 'a', username: `a${accounts++}` });
  return publisherFor(sandbox.url, { keys: () => keys, readDeadline: MINUTE });
}

async function publish(x: Publisher, text: string, replyTo?: string): Promise<string> {
  const request = { account: 'a', text, deadline: MINUTE, maySend: () => true };
  const outcome = await x.publish(replyTo === undefined ? request : { ...request, replyTo }, never);
  if (outcome.kind !== 'published') throw new Error(`${outcome.kind}: ${JSON.stringify(text)}`);
  return outcome.tweetId;
}

async function timelineOf(x: Publisher): Promise<readonly TimelinePost[]> {
  const reading = await x.timeline('a', began - MINUTE, never);
  if (reading.kind !== 'read' || !reading.complete) throw new Error(JSON.stringify(reading));
  return reading.posts;
}

/** X appends the link to the pictures of a post, which the sandbox has none of. */
function withPicture(post: TimelinePost): TimelinePost {
  const url = 'https://t.co/mediaMEDIA';
  const expanded = `https://x.com/a/status/${post.id}/photo/1`;
  return { ...post, text: `${post.text} ${url}`, urls: [...post.urls, { url, expanded }] };
}

const AT_ONCE = 16;

/** What X calls the texts, by id; each posted once, some at a time. */
async function publishAll(x: Publisher, texts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const rest = texts.values();
  const post = async (): Promise<void> => {
    for (const text of rest) ids.set(await publish(x, text), asX(text));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, post));
  return ids;
}

const look = (timeline: readonly TimelinePost[], text: string, parentId?: string) =>
  findPosted(
    timeline,
    { text, sentAfter: began, clockSlack: MINUTE, ...(parentId !== undefined && { parentId }) },
    new Set(),
  );

/** Texts of which one was not found, or another taken for it. */
async function mistaken(batch: readonly Case[]): Promise<readonly unknown[]> {
  const x = newAccount();
  const all = new Set(batch.flatMap(({ written, twins }) => [written, ...twins.slice(0, TWINS)]));
  const ids = await publishAll(x, [...all]);
  const timeline = await timelineOf(x);
  return batch.flatMap(({ written }) => {
    const mine = asX(written);
    const own = timeline.filter(({ id }) => ids.get(id) === mine);
    const right = [timeline, own.map(withPicture)].every(
      (posts) => ids.get(look(posts, written)?.id ?? '') === mine,
    );
    const wrong = look(
      timeline.filter((post) => !own.includes(post)),
      written,
    );
    return right && !wrong ? [] : [{ written, right, wrong }];
  });
}

/** Near twins of a text that go over the wire too; reconcile.property.test.ts has them all. */
const TWINS = 2;
const BATCH = 25;
const BATCHES = 20;

test('500 texts are found on the timeline, and none of their near twins is taken for one', async () => {
  const batches = fc.array(cases, { minLength: BATCH, maxLength: BATCH });
  const property = fc.asyncProperty(batches, async (batch) => {
    expect(await mistaken(batch)).toEqual([]);
  });
  // The other test finds the smallest text that fails; here each try would be a hundred requests.
  await fc.assert(property, { numRuns: BATCHES, endOnFailure: true });
});

test('the texts of the fixture are found, each for itself', async () => {
  const csv = readFileSync(new URL('../fixtures/posts.csv', import.meta.url), 'utf8');
  const rows = Papa.parse<{ text: string }>(csv, { header: true, skipEmptyLines: true }).data;
  const written = rows.map(({ text }) => text);
  expect(written.length).toBeGreaterThanOrEqual(200);
  expect(await mistaken(written.map((text) => ({ written: text, twins: [] })))).toEqual([]);
});

test('a text under another parent is another post', async () => {
  const x = newAccount();
  const [one, two] = [await publish(x, 'one'), await publish(x, 'two')];
  const texts = fc.sample(cases, 10).map(({ written }) => written);
  for (const text of texts) {
    const reply = await publish(x, text, one);
    const timeline = await timelineOf(x);
    expect(look(timeline, text, one)).toMatchObject({ parentId: one });
    expect(look(timeline, text, two)).toBeUndefined();
    expect(look(timeline, text)).toBeUndefined();
    const alone = await publish(x, text);
    expect(look(await timelineOf(x), text)?.id).toBe(alone);
    expect(reply).not.toBe(alone);
  }
});
