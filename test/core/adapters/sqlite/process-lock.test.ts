import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { createProcessLock } from '../../../../core/adapters/sqlite/process-lock.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

let temp: TempHome;
let file: string;
beforeEach(() => {
  temp = createTempHome();
  file = join(temp.home, 'a.lock');
});
afterEach(() => temp.remove());

it('lets one in at a time, in one process too, and passes on what it comes to', async () => {
  let inside = 0;
  const work = async (n: number) => {
    inside += 1;
    await new Promise((resolve) => setImmediate(resolve));
    expect(inside).toBe(1);
    inside -= 1;
    return n;
  };
  const all = Array.from({ length: 10 }, (_, n) => createProcessLock(file, 5_000)(() => work(n)));
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it('is let go of when the work fails', async () => {
  const lock = createProcessLock(file, 0);
  const boom = () => {
    throw new Error('boom');
  };
  await expect(lock(boom)).rejects.toThrow('boom');
  expect(await lock(() => 1)).toBe(1);
});

it('gives up, says so, and goes on as soon as the process that holds it is killed', async () => {
  const child = fork(join(import.meta.dirname, 'child.ts'), ['hold']);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  child.send(file);
  await once(child, 'message');
  await expect(createProcessLock(file, 0)(() => 1)).rejects.toMatchObject({ code: 'busy' });
  const waiting = createProcessLock(file, 5_000)(() => 2);
  child.kill('SIGKILL');
  expect(await waiting).toBe(2);
});
