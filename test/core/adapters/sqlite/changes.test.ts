import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Changes,
  type ChangesOptions,
  SIGNAL,
  watchChanges,
} from '../../../../core/adapters/sqlite/changes.ts';
import { type Database, openDatabase } from '../../../../core/adapters/sqlite/database.ts';
import { databaseFile, openLocalStore } from '../../../../core/adapters/sqlite/open.ts';
import { createSystemClock } from '../../../../core/adapters/system/clock.ts';
import { createSystemRandom } from '../../../../core/adapters/system/random.ts';
import { ADDED } from '../../../conformance/post-store.ts';
import { FAKE_START } from '../../../fakes/clock.ts';
import { aPost } from '../../../fakes/post.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

let temp: TempHome;
let db: Database;
let changes: Changes;
let looks: number;

beforeEach(() => {
  temp = createTempHome();
  db = openDatabase(databaseFile(temp.home));
  looks = 0;
});
afterEach(() => {
  changes.close();
  db.close();
  temp.remove();
});

/** Counts how often the store is asked whether something changed. */
function watching(options?: ChangesOptions): Changes {
  const counted: Database = {
    ...db,
    one: ((sql: string) => {
      if (sql === SIGNAL) looks++;
      return db.one(sql);
    }) as Database['one'],
  };
  changes = watchChanges(counted, options);
  return changes;
}

// A connection of its own is another process, as far as SQLite and the bell are concerned.
const another = () =>
  openLocalStore({ home: temp.home, clock: createSystemClock(), random: createSystemRandom() });

const worker = {
  id: 'w',
  host: 'h',
  place: 'p',
  pid: 1,
  kind: 'cli',
  version: '1',
  startedAt: FAKE_START,
  lastBeat: FAKE_START,
  processors: [],
} as const;

describe('changes by others', () => {
  it.each(['a post', 'an account', 'a setting'])('tells of %s', async (what) => {
    const listener = vi.fn();
    watching().listen(listener);
    const other = another();
    if (what === 'a post') await other.posts.insert([aPost()], ADDED);
    if (what === 'an account')
      await other.accounts.put({
        name: 'a',
        userId: '1',
        kind: 'x',
        premium: false,
        keysFingerprint: '',
        gate: { state: 'open' },
        addedAt: 1,
      });
    if (what === 'a setting') await other.settings.setPausedUntil(Infinity);
    await expect.poll(() => listener.mock.calls.length, { timeout: 5_000 }).toBe(1);
    other.close();
  });

  it('lets heartbeats, hints and poison wake nobody', async () => {
    const listener = vi.fn();
    watching({ poll: 5 }).listen(listener);
    const other = another();
    await other.workers.beat(worker);
    await other.queue.send([{ ids: ['a'] }]);
    await other.poison.put({ id: 'p', raw: '', reason: '', dequeueCount: 1, insertedAt: 1, poisonedAt: 1 });
    const before = looks;
    await expect.poll(() => looks).toBeGreaterThan(before + 2);
    expect(listener).not.toHaveBeenCalled();
    other.close();
  });

  it('finds them by polling where files cannot be watched', async () => {
    const listener = vi.fn();
    watching({ poll: 5, unwatched: true }).listen(listener);
    const other = another();
    await other.posts.insert([aPost()], ADDED);
    await expect.poll(() => listener.mock.calls.length).toBe(1);
    other.close();
  });
});

describe('changes of one’s own', () => {
  const write = (): void => {
    db.run('UPDATE revision SET n = n + 1');
    changes.committed();
  };

  it('tells once per tick, at its end', async () => {
    const listener = vi.fn();
    watching().listen(listener);
    write();
    write();
    expect(listener).not.toHaveBeenCalled();
    await Promise.resolve();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(looks).toBe(2);
  });

  it('says nothing of a commit that changed nothing', async () => {
    const listener = vi.fn();
    watching().listen(listener);
    changes.committed();
    await Promise.resolve();
    expect(listener).not.toHaveBeenCalled();
  });

  it('does not chase its own tail', async () => {
    const listener = vi.fn();
    watching().listen(listener);
    for (let i = 0; i < 100; i++) {
      write();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const other = another();
    await other.posts.insert([aPost()], ADDED);
    await expect.poll(() => listener.mock.calls.length, { timeout: 5_000 }).toBe(101);
    // At most one look at the commit itself and one for its echo from the bell.
    expect(looks).toBeLessThan(220);
    other.close();
  });

  it('tells nobody after the way out', async () => {
    const listener = vi.fn();
    const stop = watching().listen(listener);
    stop();
    write();
    await Promise.resolve();
    expect(listener).not.toHaveBeenCalled();
    expect(looks).toBe(1);
  });
});
