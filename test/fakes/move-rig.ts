import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createFolderContent } from '../../core/adapters/content/folder.ts';
import { openLocalStore } from '../../core/adapters/sqlite/open.ts';
import type { Account } from '../../core/domain/account.ts';
import type { Post } from '../../core/domain/post.ts';
import type { PostEvent } from '../../core/domain/status.ts';
import { HOUR } from '../../core/domain/time.ts';
import { movePost, type PostChanges } from '../../core/domain/transition.ts';
import type { PostRecord } from '../../core/ports/post-store.ts';
import type { Store } from '../../core/ports/store.ts';
import type { End, MoveDeps } from '../../core/service/storage-ends.ts';
import { createFakeClock, FAKE_START } from './clock.ts';
import { aPost } from './post.ts';
import { createFakeRandom } from './random.ts';
import { createTempHome } from './temp-home.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const ADDED = { at: FAKE_START, event: 'added', part: 0, detail: '', by: 'test' } as const;
let opened = 0;
let nonces = 0;

/** A local storage in a folder of its own, gone after the test. */
export function openLocalEnd(): End {
  const { home, remove } = createTempHome();
  const local = openLocalStore({ home, clock: createFakeClock(), random: createFakeRandom(++opened) });
  onTestFinished(() => {
    local.close();
    remove();
  });
  const store: Store = { ...local, content: createFolderContent(join(home, 'media')) };
  return { store, place: { kind: 'local', name: `local ${opened}`, key: `local:${opened}` }, shared: false };
}

export const depsOf = (from: End, to: End): MoveDeps => ({
  from,
  to,
  clock: createFakeClock(),
  random: createFakeRandom(++opened),
  sha256,
});

export const BOB: Account = {
  name: 'bob',
  userId: '2',
  kind: 'x',
  premium: true,
  keysFingerprint: 'b',
  gate: { state: 'held', reason: 'auth', detail: '401', since: FAKE_START },
  addedAt: FAKE_START,
};
const ALICE: Account = { ...BOB, name: 'alice', userId: '1', gate: { state: 'open' } };

/** A bit of everything: every status, threads, a long history, poison, settings, a file. */
export async function fill({ store }: End): Promise<void> {
  for (const account of [ALICE, BOB]) await store.accounts.put(account);
  await store.settings.setProcessor('publish', { count: 2 });
  await store.settings.setPausedUntil(FAKE_START + 9 * HOUR);
  const poisoned = { raw: '{"no', reason: 'unreadable', dequeueCount: 6, insertedAt: 1, poisonedAt: 2 };
  for (const id of ['p1', 'p2']) await store.poison.put({ ...poisoned, id });
  await store.content.put(async function* () {
    yield Buffer.from('a picture');
  });
  await story(store, {}, []);
  await story(store, { status: 'draft', dueAt: null }, []);
  await story(store, {}, [
    ['armed'],
    ['published', { cursor: 1, parts: [{ text: 'out', tweetId: tweetId() }] }],
  ]);
  await story(store, {}, [
    ['enqueued'],
    ['armed', { attempts: 1 }],
    ['rejected', { reason: { kind: 'rejected', at: 1, detail: 'no' } }],
  ]);
  await story(store, { account: 'bob' }, [['held', { reason: { kind: 'auth', at: 1, detail: '401' } }]]);
  const thread = [{ text: 'one', tweetId: tweetId() }, { text: 'two' }];
  await story(store, { parts: [{ text: 'one' }, { text: 'two' }] }, [
    ['armed'],
    ['partPublished', { cursor: 1, parts: thread }],
    ['armed'],
  ]);
  await story(store, {}, [['armed'], ['doubted']]);
  await story(store, {}, [['missed'], ['cancelled']]);
}

let tweets = 0;
const tweetId = (): string => String(1_900_000_000_000_000_000n + BigInt(++tweets));

async function story(
  store: Store,
  first: Partial<Post>,
  events: readonly (readonly [PostEvent, PostChanges?])[],
): Promise<void> {
  let post = aPost(first);
  await store.posts.insert([post], ADDED);
  for (const [event, changes] of events) {
    const move = movePost(
      post,
      event,
      { now: FAKE_START + ++nonces, nonce: `s${nonces}`, by: 'test' },
      changes,
    );
    const result = await store.posts.move(move);
    if (result.kind !== 'moved') throw new Error(`${event}: ${result.kind}`);
    post = result.post;
  }
}

/** Everything that a move has to bring over. */
export async function contentsOf({ store }: End) {
  const byName = (a: Account, b: Account): number => (a.name < b.name ? -1 : 1);
  return {
    records: (await store.posts.records(1_000)).records,
    counts: await store.posts.counts(),
    accounts: (await store.accounts.list()).toSorted(byName),
    poison: (await store.poison.list()).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    content: (await store.content.list()).map(({ hash, size }) => ({ hash, size })),
    settings: await store.settings.chosen(),
  };
}

export const idsOf = (records: readonly PostRecord[]): readonly string[] =>
  records.map(({ post }) => post.id);

/** Stands for a killed process. */
export class Killed extends Error {}

export type Killer = {
  /** Counts the calls that both go through. */
  wrap(end: End): End;
  readonly calls: () => number;
};

/** Ends everything at the `at`th call of a store: before it is made or, with `after`, when it has been made. */
export function createKiller(at: number, after: boolean): Killer {
  let calls = 0;
  const wrapPart = <T extends object>(part: T): T =>
    new Proxy(part, {
      get: (target, name) => {
        const own: unknown = Reflect.get(target, name);
        if (typeof own !== 'function') return own;
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls > at || (calls === at && !after)) throw new Killed();
          const result: unknown = await own.apply(target, args);
          if (calls === at) throw new Killed();
          return result;
        };
      },
    });
  return {
    calls: () => calls,
    wrap: (end) => {
      const { posts, poison, accounts, settings, workers, content } = end.store;
      const wrapped = {
        posts: wrapPart(posts),
        poison: wrapPart(poison),
        accounts: wrapPart(accounts),
        settings: wrapPart(settings),
        workers: wrapPart(workers),
        content: wrapPart(content),
      };
      return { ...end, store: { ...end.store, ...wrapped } };
    },
  };
}
