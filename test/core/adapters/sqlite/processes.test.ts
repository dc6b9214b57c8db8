import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalStore, openLocalStore } from '../../../../core/adapters/sqlite/open.ts';
import { acquireWorkerLock } from '../../../../core/adapters/sqlite/worker-lock.ts';
import { createSystemClock } from '../../../../core/adapters/system/clock.ts';
import { createSystemRandom } from '../../../../core/adapters/system/random.ts';
import { ADDED } from '../../../conformance/post-store.ts';
import { aPost } from '../../../fakes/post.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

let temp: TempHome;
let children: ChildProcess[];
let stores: LocalStore[];

beforeEach(() => {
  temp = createTempHome();
  children = [];
  stores = [];
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  for (const store of stores) store.close();
  temp.remove();
});

const openStore = (): LocalStore => {
  const store = openLocalStore({ home: temp.home, clock: createSystemClock(), random: createSystemRandom() });
  stores.push(store);
  return store;
};

/** A second process that has said `ready`. */
async function start(role: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [role, temp.home], { execArgv: [] });
  children.push(child);
  expect(await heard(child)).toBe('ready');
  return child;
}

const heard = async (child: ChildProcess): Promise<unknown> => {
  const exited = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the child exited with ${code}`)),
  );
  const [message] = await Promise.race([once(child, 'message'), exited]);
  return message;
};

async function ask(child: ChildProcess, message: object | string): Promise<unknown> {
  const answer = heard(child);
  child.send(message);
  return answer;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('several processes', () => {
  it('claim each post once', async () => {
    const store = openStore();
    const posts = Array.from({ length: 50 }, () => aPost());
    await store.posts.insert(posts, ADDED);
    const claimers = await Promise.all(Array.from({ length: 4 }, () => start('claim')));
    const won = (await Promise.all(claimers.map((child) => ask(child, posts)))) as string[][];
    expect(won.flat().toSorted()).toEqual(posts.map((post) => post.id).toSorted());
    expect((await store.posts.counts()).publishing).toBe(50);
  });

  it('may make the database at the same moment', async () => {
    const openers = await Promise.all(Array.from({ length: 4 }, () => start('open')));
    expect(await Promise.all(openers.map((child) => ask(child, 'go')))).toEqual(Array(4).fill('opened'));
  });

  it('hear of each other’s changes at once, not at the next poll', async () => {
    const store = openStore();
    const child = await start('insert');
    let heardAt = 0;
    store.posts.onChange(() => {
      heardAt = Date.now();
    });
    for (let i = 0; i < 5; i++) {
      heardAt = 0;
      const savedAt = (await ask(child, aPost())) as number;
      await expect.poll(() => heardAt, { interval: 1, timeout: 5_000 }).toBeGreaterThan(0);
      expect(heardAt - savedAt).toBeLessThan(1_000);
    }
    expect((await store.posts.counts()).scheduled).toBe(5);
  });

  it('lose nothing that was saved when one is killed', async () => {
    const child = await start('hammer');
    const saved: string[] = [];
    const enough = new Promise<void>((resolve) => {
      child.on('message', (id) => {
        saved.push(String(id));
        if (saved.length === 30) resolve();
      });
    });
    child.send(aPost());
    await enough;
    await kill(child);
    const store = openStore();
    store.checkIntegrity();
    const found = await Promise.all(saved.map((id) => store.posts.get(id)));
    expect(found.every(Boolean)).toBe(true);
    const { scheduled } = await store.posts.counts();
    expect(await store.posts.activity({ limit: 10_000 })).toHaveLength(scheduled);
  });
});

describe('the worker’s lock', () => {
  const me = { pid: process.pid, kind: 'app', startedAt: 5, host: 'here' } as const;

  it('is held by one, who is named', () => {
    const first = acquireWorkerLock(temp.home, me);
    expect(first.ok).toBe(true);
    expect(acquireWorkerLock(temp.home, { ...me, pid: 1 })).toEqual({ ok: false, holder: me });
    if (first.ok) first.release();
    const second = acquireWorkerLock(temp.home, me);
    expect(second.ok).toBe(true);
    if (second.ok) second.release();
  });

  it('is freed by the death of its holder', async () => {
    const child = await start('lock');
    expect(await ask(child, 'go')).toBe(true);
    const refused = acquireWorkerLock(temp.home, me);
    expect(refused).toMatchObject({ ok: false, holder: { pid: child.pid, host: 'child' } });
    await kill(child);
    const lock = acquireWorkerLock(temp.home, me);
    expect(lock.ok).toBe(true);
    if (lock.ok) lock.release();
  });
});
