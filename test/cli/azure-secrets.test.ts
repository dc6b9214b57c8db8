import { expect, test } from 'vitest';
import { findSecret, forgetSecret, readStorage, rememberSecret } from '../fakes/storage-scan.ts';
import { filesIn } from './oauth2-rig.ts';
import { perch, tempHome } from './run-perch.ts';
import { createSharedWorkers, until } from './shared-workers.ts';

test('no secret is in a table, queue, blob, file or log, however much is logged', async () => {
  const { env, schedule, start, made, stopStorage, startStorage } = await createSharedWorkers();
  const home = tempHome();
  const loud = { ...env, PERCH_LOG: 'debug' };
  await schedule(['One', 'Two'], 2_000, 500);
  const worker = start(home, loud);
  await until(() => made().size === 2);
  // What is said of an outage, and by every command, is searched as well.
  await stopStorage();
  expect((await perch(['list'], { home, env: loud })).code).toBe(1);
  await startStorage();
  for (const command of [
    ['doctor'],
    ['health'],
    ['list', '--json'],
    ['accounts', 'list', '--json'],
    ['export'],
  ])
    await perch(command, { home, env: loud });
  await worker.stop();
  for (const [file, text] of filesIn(home)) expect([file, findSecret(text)]).toEqual([file, undefined]);
  const rows = [];
  for await (const { where, text } of readStorage(env['PERCH_STORAGE'] ?? ''))
    rows.push([where, findSecret(text)]);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(([, secret]) => secret !== undefined)).toEqual([]);
});

test('the search finds a secret in every form, so that finding none means something', async () => {
  const { env } = await createSharedWorkers();
  const secret = 'not+a/real=secret-0123456789';
  rememberSecret(secret);
  for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    expect(findSecret(`before ${form} after`)).toBe('no…');
  await perch(['add', '--text', `my key is ${secret}`, '--at', '+1d'], { env });
  await expect(perch(['list', '--json'], { env })).rejects.toThrow('was printed');
  const found = [];
  for await (const { where, text } of readStorage(env['PERCH_STORAGE'] ?? ''))
    if (findSecret(text) !== undefined) found.push(where);
  expect(found).toContain('table perchposts');
  // The storage would be found to hold it at its end.
  forgetSecret(secret);
});
