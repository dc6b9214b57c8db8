import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSecrets } from '../../../../core/host/secrets.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

let temp: TempHome;
let file: string;
beforeEach(() => {
  temp = createTempHome();
  file = join(temp.home, 'secrets.json');
});
afterEach(() => temp.remove());

it('is empty at first', () => {
  expect(openSecrets(temp.home).read()).toEqual({});
});

it('keeps what it is given, for its owner only, and nothing beside it', async () => {
  await openSecrets(temp.home).update((secrets) => ({ ...secrets, alice: { accessToken: 'a' } }));
  expect(openSecrets(temp.home).read()).toEqual({ alice: { accessToken: 'a' } });
  expect(readdirSync(temp.home)).toEqual(['secrets.json', 'secrets.lock']);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

it.skipIf(process.platform === 'win32')('takes back rights that others had', async () => {
  writeFileSync(file, '{}');
  chmodSync(file, 0o644);
  await openSecrets(temp.home).update(() => ({ a: 1 }));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('makes changes one after the other', async () => {
  const [a, b] = [openSecrets(temp.home), openSecrets(temp.home)];
  const add = (n: number) => (n % 2 ? a : b).update((secrets) => ({ ...secrets, [n]: n }));
  await Promise.all(Array.from({ length: 20 }, (_, n) => add(n)));
  expect(Object.keys(a.read())).toHaveLength(20);
});

it('keeps the old secrets when the change fails', async () => {
  const secrets = openSecrets(temp.home);
  await secrets.update(() => ({ a: 1 }));
  const boom = () => {
    throw new Error('boom');
  };
  await expect(secrets.update(boom)).rejects.toThrow('boom');
  expect(secrets.read()).toEqual({ a: 1 });
  await secrets.update(() => ({ a: 2 }));
  expect(secrets.read()).toEqual({ a: 2 });
});

it('says that the file is damaged without quoting it, and leaves it', async () => {
  const secrets = openSecrets(temp.home);
  for (const damaged of ['{"alice": "very-secret', '[1]', 'null']) {
    writeFileSync(file, damaged);
    expect(secrets.read).toThrow(
      expect.objectContaining({ code: 'corrupt', message: expect.not.stringContaining('very-secret') }),
    );
    await expect(secrets.update(() => ({}))).rejects.toMatchObject({ code: 'corrupt' });
    expect(readFileSync(file, 'utf8')).toBe(damaged);
  }
});

it('says that it cannot be written, and leaves nothing half-done', async () => {
  mkdirSync(file);
  await expect(openSecrets(temp.home).update(() => ({ a: 1 }))).rejects.toMatchObject({
    code: 'unwritable',
  });
  expect(readdirSync(temp.home)).toEqual(['secrets.json', 'secrets.lock']);
  rmSync(file, { recursive: true });
  rmSync(temp.home, { recursive: true });
  await expect(openSecrets(temp.home).update(() => ({}))).rejects.toMatchObject({ code: 'unwritable' });
});
