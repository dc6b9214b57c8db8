import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createGuardedSecrets } from '../../core/host/guarded-secrets.ts';
import { openSecrets } from '../../core/host/secrets.ts';
import { createFakeKeyring } from '../fakes/keyring.ts';
import { perch, tempHome } from './run-perch.ts';
import { startSandbox } from './run-sandbox.ts';

test('beside an app that seals keys, each command says what to do, and seals nothing up or off', async () => {
  const { info, control } = await startSandbox();
  const home = tempHome();
  const env = { PERCH_X_API_URL: info.url };
  const input = JSON.stringify(info.keys);
  const added = await perch(['accounts', 'add'], { home, env, input });
  expect(added.stdout).toMatch(/not protected further: the app seals them at its next start/);
  const app = createGuardedSecrets({
    file: openSecrets(home),
    box: createFakeKeyring(),
    onChange: () => undefined,
  });
  await app.tend();

  const name = info.account.username;
  const [tested, worker, post, doctor] = await Promise.all([
    perch(['accounts', 'test', name, '--json'], { home, env }),
    perch(['worker', '--once'], { home, env }),
    perch(['add', '--text', 'For the app', '--at', '+1h', '--json'], { home, env }),
    perch(['doctor'], { home, env }),
  ]);
  const sentence = /sealed with the keyring of the app.*give keys in PERCH_X_KEYS/;
  expect(tested.json()).toMatchObject({
    error: { code: 'sealed-keys', message: expect.stringMatching(sentence) },
  });
  expect(worker).toMatchObject({ code: 1, stderr: expect.stringMatching(sentence) });
  expect(post.json()).toMatchObject({ post: { account: name, status: 'scheduled' } });
  expect(doctor.stdout).toMatch(/✓ Secrets +1 secret sealed with the keyring of the app/);
  expect((await perch(['worker', '--once'], { home, env: { ...env, PERCH_X_KEYS: input } })).code).toBe(0);

  const second = await control<{ keys: object }>('accounts', { username: 'second' });
  const file = join(home, 'keys.json');
  writeFileSync(file, JSON.stringify(second.keys));
  const beside = await perch(['accounts', 'add', '--keys-file', file], { home, env });
  expect(beside.stdout).toMatch(/The app keeps keys sealed.*until the app is started next/);
  expect((await perch(['doctor'], { home, env })).stdout).toMatch(/Secrets +1 secret stored unprotected/);
  await app.tend();
  expect(app.state()).toMatchObject({ sealed: 2, plain: 0 });

  const removed = await perch(['accounts', 'remove', name, '--force', '--json'], { home, env });
  expect(removed.json()).toMatchObject({ removed: name });
  expect(app.state()).toMatchObject({ sealed: 1, plain: 0 });
});
