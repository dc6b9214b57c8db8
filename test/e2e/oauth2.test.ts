import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { node24, ROOT } from '../../build/project.mjs';
import { openSandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { closeDisplay, launchPerch, openDisplay, PATIENCE } from './fixtures.ts';
import { compose, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

/** `perch accounts add` in a terminal, while the app runs. */
async function addKeys(home: string, url: string, keys: object): Promise<number | null> {
  const args = ['--disable-warning=DEP0040', join(ROOT, 'core/cli/main.ts'), 'accounts', 'add'];
  const env = { ...process.env, PERCH_HOME: home, PERCH_X_API_URL: url };
  const child = spawn(node24(), args, { env, stdio: ['pipe', 'ignore', 'inherit'], timeout: PATIENCE });
  child.stdin?.end(JSON.stringify(keys));
  const [code] = await once(child, 'close');
  return code as number | null;
}

test('an OAuth 2 sign-in: renewed through main, held when it is taken back, and on with new keys', async () => {
  const x = await openSandbox({ file: ':memory:' });
  onTestFinished(x.close);
  const keys = x.signIn();
  x.endAccess();
  const env = { PERCH_X_KEYS: JSON.stringify(keys), PERCH_X_API_URL: x.url, PERCH_LOG: 'debug' };
  const perch = await launchPerch({ env });
  const page = await perch.window();
  await page.getByText(`@${x.account.username}`).waitFor();
  expect(x.grants()).toMatchObject([{ refreshes: 1, refusals: 0 }]);

  await compose(page, 'Signed in', 'in 2 seconds');
  await waitForStatus(page, 'Signed in', 'published');
  await compose(page, 'After the worker was killed', 'in 8 seconds');
  x.endAccess();
  await perch.killWorker();
  await waitForStatus(page, 'After the worker was killed', 'published');
  expect(x.grants()).toMatchObject([{ refreshes: 2, refusals: 0 }]);

  x.revoke(keys.clientId);
  await compose(page, 'Taken back', 'in 2 seconds');
  await waitForStatus(page, 'Taken back', 'held');
  const again = x.signIn({ clientId: keys.clientId });
  expect(await addKeys(perch.home, x.url, again)).toBe(0);
  await waitForStatus(page, 'Taken back', 'published');
  expect(x.posts()).toHaveLength(3);

  const stored = readFileSync(join(perch.home, 'secrets.json'), 'utf8');
  const rotated = [...stored.matchAll(/"(?:accessToken|refreshToken)": "([^"]+)"/g)].map(
    ([, token]) => token,
  );
  expect(rotated.length).toBeGreaterThanOrEqual(4);
  for (const token of [...rotated, keys.refreshToken, keys.accessToken])
    expect(perch.log()).not.toContain(token);
});
