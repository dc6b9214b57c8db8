import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Azurite, startAzurite } from '../fakes/azurite.ts';
import { perch, tempHome } from './run-perch.ts';

type Listed = { readonly id: string; readonly status: string; readonly account: string }[];

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

describe('with PERCH_STORAGE', () => {
  const options = () => ({ home: tempHome(), env: { PERCH_STORAGE: azurite.connection } });

  test('posts are kept there, published from there and seen from another home', async () => {
    const home = options();
    const added = await perch(['add', '--text', 'Over the cloud', '--at', 'now', '--json'], home);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(await perch(['worker', '--until-idle'], home)).toMatchObject({ code: 0, stderr: '' });
    const elsewhere = await perch(['list', '--json'], options());
    expect(elsewhere.json<Listed>()).toMatchObject([{ status: 'published' }]);
    const local = await perch(['list', '--json'], { home: home.home });
    expect(local.json<Listed>()).toEqual([]);
  });

  test('the doctor ticks off every service', async () => {
    const doctor = await perch(['doctor'], options());
    for (const service of ['connection', 'tables', 'queues', 'blobs'])
      expect(doctor.stdout).toMatch(new RegExp(`✓ Azure ${service}`));
  });

  test('a wrong key is told of, on every service, without the key', async () => {
    const wrong = Buffer.from('some other key').toString('base64');
    const env = { PERCH_STORAGE: azurite.connection.replace(azurite.account.key, wrong), PERCH_LOG: 'debug' };
    const doctor = await perch(['doctor'], { env });
    expect(doctor.code).toBe(1);
    for (const service of ['tables', 'queues', 'blobs'])
      expect(doctor.stdout).toMatch(new RegExp(`✗ Azure ${service} .*did not accept the key`));
    const list = await perch(['list'], { env });
    expect(list).toMatchObject({ code: 1, stderr: expect.stringContaining('did not accept the key') });
    expect(doctor.stdout + doctor.stderr + list.stdout + list.stderr).not.toContain(wrong);
  });
});
