import { expect, test } from 'vitest';
import type { PostView } from '../../core/domain/view.ts';
import { perch, tempHome } from './run-perch.ts';
import { createSharedWorkers, until } from './shared-workers.ts';

test('on a shared storage the one machine that has an OAuth 2 sign-in posts for it, the others leave it alone', async () => {
  const { sandbox, env, start, list, made } = await createSharedWorkers();
  sandbox.addAccount({ username: 'owned' });
  const keys = sandbox.signIn({ username: 'owned' });
  sandbox.endAccess();
  const mine = { ...env, PERCH_X_KEYS: JSON.stringify(keys) };
  const home = tempHome();
  const add = (text: string) =>
    perch(['add', '--text', text, '--at', '+6s', '--account', 'owned'], { home, env: mine });
  const isOut = (text: string) => async () =>
    (await list()).some(({ status, parts }) => status === 'published' && parts[0]?.text === text);

  const other = start();
  expect((await add('one')).code).toBe(0);
  const owner = start(home, mine);
  await until(isOut('one'));
  await owner.stop();
  sandbox.endAccess();
  expect((await add('two')).code).toBe(0);
  const isOverdue = ({ dueAt }: PostView) => Date.parse(dueAt ?? '') < Date.now() - 2_000;
  await until(async () => (await list()).every(isOverdue));
  expect(made().get('two')).toBeUndefined();
  start(home, mine);
  await until(isOut('two'));
  expect([...made()]).toEqual([
    ['one', 1],
    ['two', 1],
  ]);
  const [grant] = sandbox.grants();
  expect(grant).toMatchObject({ refusals: 0, revoked: false });
  expect((await other.stop()).stderr).not.toContain('error');
});
