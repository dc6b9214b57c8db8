import { type LocalStore, openLocalStore } from '../../../../core/adapters/sqlite/open.ts';
import { createProcessLock } from '../../../../core/adapters/sqlite/process-lock.ts';
import { acquireWorkerLock } from '../../../../core/adapters/sqlite/worker-lock.ts';
import { createSystemClock } from '../../../../core/adapters/system/clock.ts';
import { createSystemRandom } from '../../../../core/adapters/system/random.ts';
import type { Post } from '../../../../core/domain/post.ts';
import { movePost } from '../../../../core/domain/transition.ts';

// A second process for the tests. Says `ready`, then does its role on every message it gets.

const [role = '', home = ''] = process.argv.slice(2);
const random = createSystemRandom();
const say = (message: unknown): void => {
  process.send?.(message as object);
};
const open = (): LocalStore => openLocalStore({ home, clock: createSystemClock(), random });
const entry = { at: 1, event: 'added', part: 0, detail: '', by: 'child' } as const;

const roles: Readonly<Record<string, () => (message: never) => unknown>> = {
  /** Arms as many of the given posts as it can; answers with the ids it won. */
  claim: () => {
    const { posts } = open();
    return async (claimed: readonly Post[]) => {
      const won: string[] = [];
      for (const post of claimed) {
        const result = await posts.move(
          movePost(post, 'armed', { now: 1, nonce: random.uuid(), by: 'child' }),
        );
        if (result.kind === 'moved') won.push(post.id);
      }
      return won;
    };
  },
  /** Inserts a post; answers with the time at which it was in. */
  insert: () => {
    const { posts } = open();
    return async (post: Post) => {
      await posts.insert([post], entry);
      return Date.now();
    };
  },
  /** Inserts copies of a post until it is killed, and says each id when it is in. */
  hammer: () => {
    const { posts } = open();
    return async (post: Post) => {
      for (;;) {
        const id = random.uuid();
        await posts.insert([{ ...post, id }], entry);
        say(id);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
  },
  /** Opens the store anew; answers whether that went well. */
  open: () => () => {
    open().close();
    return 'opened';
  },
  /** Takes the worker's lock and keeps it. */
  lock: () => {
    const lock = acquireWorkerLock(home, { pid: process.pid, kind: 'cli', startedAt: 1, host: 'child' });
    return () => lock.ok;
  },
  /** Takes the lock of a file, and keeps it until it is killed. */
  hold: () => async (file: string) => {
    await new Promise((taken) => {
      void createProcessLock(
        file,
        5_000,
      )(() => {
        taken(undefined);
        return new Promise(() => undefined);
      });
    });
    return 'held';
  },
};

const act = roles[role]?.() as ((message: unknown) => unknown) | undefined;
process.on('message', async (message) => say(await act?.(message)));
process.on('disconnect', () => process.exit());
say('ready');
