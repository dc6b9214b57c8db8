import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSandboxDatabase } from '../../../../core/adapters/sandbox/database.ts';
import { openSandbox, type Sandbox, type SandboxOptions } from '../../../../core/adapters/sandbox/sandbox.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';
import { create, created, until } from './harness.ts';

let temp: TempHome;
let file: string;
let children: ChildProcess[];
let opened: Sandbox[];
beforeEach(() => {
  temp = createTempHome();
  file = join(temp.home, 'sandbox.db');
  children = [];
  opened = [];
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  await Promise.all(opened.map((sandbox) => sandbox.close()));
  temp.remove();
});

async function open(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await openSandbox({ file, ...options });
  opened.push(sandbox);
  return sandbox;
}

/** A sandbox in another process, as far as one can use it from here. */
async function start(): Promise<{ sandbox: Sandbox; child: ChildProcess }> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [file], {
    execArgv: ['--disable-warning=DEP0040'],
  });
  children.push(child);
  const exited = once(child, 'exit').then(([code]) => Promise.reject(new Error(`exit ${code}`)));
  const [sandbox] = await Promise.race([once(child, 'message'), exited]);
  return { sandbox: sandbox as Sandbox, child };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a file', () => {
  test('keeps account, keys, secret and posts', async () => {
    const first = await open();
    const id = await created(first, 'hello');
    const { keys, account, controlSecret } = first;
    await first.close();
    const second = await open();
    expect({ keys: second.keys, account: second.account, secret: second.controlSecret }).toEqual({
      keys,
      account,
      secret: controlSecret,
    });
    expect(second.posts()).toMatchObject([{ id, text: 'hello' }]);
    expect((await create(second, 'hello')).status).toBe(403);
  });

  test('has no posts forgotten when the process is killed', async () => {
    const { sandbox, child } = await start();
    const answered: string[] = [];
    const hammer = async (name: string): Promise<void> => {
      for (let i = 0; ; i++) {
        const received = await create(sandbox, `${name} ${i}`);
        if (received.end !== 'whole') return;
        answered.push(`${name} ${i}`);
        if (answered.length === 50) child.kill('SIGKILL');
      }
    };
    await Promise.all(['a', 'b', 'c', 'd'].map(hammer));
    const { posts } = await open();
    const kept = posts().map((post) => post.text);
    expect(answered.length).toBeGreaterThanOrEqual(50);
    expect(kept).toEqual(expect.arrayContaining(answered));
    // At most the four that were under way may be there without an answer.
    expect(kept.length).toBeLessThanOrEqual(answered.length + 4);
  });

  test('is shared by processes that open it at the same time', async () => {
    const started = await Promise.all([start(), start(), start()]);
    const keys = started.map(({ sandbox }) => sandbox.keys);
    expect(keys).toEqual([keys[0], keys[0], keys[0]]);
    const ids = await Promise.all(
      started.flatMap(({ sandbox }, index) =>
        Array.from({ length: 20 }, (_, i) => created(sandbox, `process ${index} post ${i}`)),
      ),
    );
    expect(new Set(ids).size).toBe(60);
    const { posts } = await open();
    expect(posts().map((post) => post.id)).toEqual(ids.toSorted());
  });

  test('refuses a repeat that another process took', async () => {
    const here = await open();
    const { sandbox: there } = await start();
    await created(here, 'hello');
    expect((await create(there, 'hello')).status).toBe(403);
  });

  test('commits to the disk, not to the cache of the system', () => {
    const db = openSandboxDatabase(file);
    expect(db.one('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(db.one('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    db.close();
  });
});

describe('a file that is not ours is left as it is', () => {
  const contents = (): Buffer => readFileSync(file);

  test('no database', async () => {
    writeFileSync(file, 'a letter to somebody'.repeat(100));
    const before = contents();
    await expect(open()).rejects.toMatchObject({ name: 'SandboxError', code: 'bad-file' });
    expect(contents()).toEqual(before);
  });

  test.each([
    ['another program’s', 'CREATE TABLE letters (text)', 'belongs to another program'],
    ['a newer one', 'PRAGMA application_id = 0x50725358; PRAGMA user_version = 9', 'has format 9'],
  ])('%s', async (_, sql, message) => {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
    const before = contents();
    await expect(open()).rejects.toThrow(message);
    expect(contents()).toEqual(before);
  });

  test('no such folder', async () => {
    await expect(openSandbox({ file: join(temp.home, 'no/such.db') })).rejects.toThrow(
      /^The sandbox file .*such\.db/,
    );
  });
});

describe('a port', () => {
  test('that is taken is said to be, and the file is free again', async () => {
    const port = Number(new URL((await open()).url).port);
    await expect(open({ port })).rejects.toMatchObject({
      code: 'port-taken',
      message: `Port ${port} is taken by another program: choose another one, or none for a free one.`,
    });
  });

  test('that is none is said to be', async () => {
    await expect(open({ port: 70_000 })).rejects.toMatchObject({ code: 'port-refused' });
  });

  test('can be chosen, and is on the loopback only', async () => {
    const port = Number(new URL((await open()).url).port);
    await opened.pop()?.close();
    expect((await open({ port })).url).toBe(`http://127.0.0.1:${port}`);
    const elsewhere = connect({ port, host: '127.0.0.2' });
    await expect(once(elsewhere, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

test('closing cuts what hangs and drops what is late', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const sandbox = await open();
  const before = timers();
  sandbox.setFaults([
    { kind: 'hang', apply: false, late: 60_000 },
    { kind: 'delay', ms: 60_000, apply: false },
  ]);
  const calls = [create(sandbox, 'hang'), create(sandbox, 'delay')];
  await until(() => sandbox.requests().filter((request) => request.fault).length === 2);
  await sandbox.close();
  expect((await Promise.all(calls)).map((received) => received.end)).not.toContain('whole');
  await until(() => timers() <= before);
  expect((await open()).posts()).toEqual([]);
});

test('trouble with the file is a 500 that keeps nothing, and it goes on when that is over', async () => {
  const sandbox = await open({ knobs: { credits: 1 } });
  const other = new DatabaseSync(file);
  other.exec('ALTER TABLE posts RENAME TO away');
  expect((await create(sandbox, 'hello')).status).toBe(500);
  expect(sandbox.requests()).toMatchObject([{ status: 500, applied: false, error: 'no such table: posts' }]);
  other.exec('ALTER TABLE away RENAME TO posts');
  other.close();
  expect(sandbox.posts()).toEqual([]);
  expect(sandbox.knobs().credits).toBe(1);
  expect((await create(sandbox, 'hello')).status).toBe(201);
});
