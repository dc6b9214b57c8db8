import { hostname } from 'node:os';
import { openLocalStore } from '../../../core/adapters/sqlite/open.ts';
import { createSystemClock } from '../../../core/adapters/system/clock.ts';
import { createSystemRandom } from '../../../core/adapters/system/random.ts';
import { TIMINGS } from '../../../core/domain/timings.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Publisher } from '../../../core/ports/publisher.ts';
import { startWorker, type Worker } from '../../../core/worker.ts';
import { benchPost, insertAll } from '../azure/posts.ts';
import type { MakeEngine } from './engine.ts';

const QUIET: Log = { debug: () => {}, info: () => {}, warn: console.error, error: console.error };

/** The real worker on its real store, every commit on the disk; X answers at once. */
export const makePerch =
  (accounts: number): MakeEngine =>
  async ({ folder }) => {
    const clock = createSystemClock();
    const random = createSystemRandom();
    const store = openLocalStore({ home: folder, clock, random });
    const names = Array.from({ length: accounts }, (_, i) => `bench${i}`);
    for (const name of names) {
      await store.accounts.put({
        name,
        userId: name,
        kind: 'x',
        premium: false,
        keysFingerprint: name,
        gate: { state: 'open' },
        addedAt: clock.now(),
      });
    }
    let published = 0;
    let worker: Worker | undefined;
    return {
      add: (dues) =>
        insertAll(
          store.posts,
          dues.map((due, i) => benchPost(names[i % accounts] ?? '', due, String(i))),
          clock.now(),
        ),
      start: async (ran) => {
        const publisher = instantX(clock.now, (text) => ran(Number(text)));
        worker = await startWorker(
          {
            clock,
            random,
            log: QUIET,
            ...store,
            publisher,
            content: { read: async () => undefined },
            uploadMemory: { read: async () => undefined, keep: async () => {}, forget: async () => {} },
          },
          {
            timings: TIMINGS,
            exclusive: true,
            identity: { host: hostname(), place: folder, pid: process.pid, kind: 'cli', version: 'bench' },
            onPublished: () => {
              published += 1;
            },
          },
        );
      },
      settled: async (count) => {
        while (published < count) await new Promise((resolve) => setTimeout(resolve, 2));
      },
      stop: async () => {
        await worker?.stop(1_000);
        store.close();
      },
    };
  };

function instantX(now: () => number, onPost: (text: string) => void): Publisher {
  let made = 0;
  return {
    hasKeys: () => true,
    prepare: async () => {},
    publish: async ({ text }) => {
      onPost(text);
      // As any answer from a network: others get their turn first.
      await new Promise((resolve) => setImmediate(resolve));
      made += 1;
      return { kind: 'published', tweetId: (BigInt(now()) * 4_194_304n + BigInt(made)).toString() };
    },
    upload: noSuchCall,
    remove: noSuchCall,
    timeline: async () => ({ kind: 'read', posts: [], complete: true }),
    identify: async (account) => ({ kind: 'known', userId: account, name: account, premium: false }),
    calibrate: async () => now(),
    signIn: () => undefined,
    serverNow: now,
  };
}

const noSuchCall = (): never => {
  throw new Error('These posts have no media, and nobody takes them down.');
};
