import { expect, test } from 'vitest';
import { NO_LIMITS } from '../../core/adapters/sandbox/sandbox.ts';
import { perch } from './run-perch.ts';
import { createSharedWorkers, until } from './shared-workers.ts';

const POSTS = 200;
const LATENCY = 400;

test('a larger count takes effect while 200 posts go out, within the idle sleep, and sends none twice', {
  timeout: 150_000,
}, async () => {
  const { env, sandbox, start, schedule, made, list } = await createSharedWorkers();
  sandbox.setKnobs({ limits: NO_LIMITS, duplicateWindowMs: 0, latencyMs: LATENCY });
  const set = (count: string) => perch(['processors', 'set', 'publish', '--count', count, '--json'], { env });
  expect((await set('1')).code).toBe(0);
  await schedule(
    Array.from({ length: POSTS }, (_, i) => `Number ${i + 1}`),
    4_000,
    1_000,
  );
  const worker = start();
  await until(() => made().size >= 10);
  const perSecond = async (): Promise<number> => {
    const [count, at] = [made().size, Date.now()];
    await until(() => made().size >= count + 10);
    return ((made().size - count) * 1_000) / (Date.now() - at);
  };
  const before = await perSecond();
  expect(before).toBeLessThan(1_000 / LATENCY + 0.5);

  const asked = Date.now();
  expect((await set('4')).json()).toMatchObject({ count: 4 });
  await until(async () => (await perSecond()) > 2 * before);
  expect(Date.now() - asked).toBeLessThan(30_000);

  await until(() => made().size === POSTS);
  await until(async () => (await list()).every(({ status }) => status === 'published'));
  expect([...made().values()].every((times) => times === 1)).toBe(true);
  expect(await worker.stop()).toMatchObject({ code: 0, stderr: '' });
});
