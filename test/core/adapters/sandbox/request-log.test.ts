import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import { call, create, created, json } from './harness.ts';

let now = 0;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:', now: () => now });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  now = Date.parse('2027-03-28T01:00:00.000Z');
});

type Page = {
  data?: { id: string; text: string }[];
  meta: { result_count: number; newest_id?: string; oldest_id?: string; next_token?: string };
};

const timelinePath = (query = '', user = sandbox.account.id) =>
  `/2/users/${user}/tweets${query && `?${query}`}`;

async function timeline(query = ''): Promise<Page> {
  return json(await call(sandbox, timelinePath(query))) as Page;
}

test('reads are billed by what they give', async () => {
  sandbox.setKnobs({ credits: 1 });
  await created(sandbox, 'a');
  await created(sandbox, 'b');
  await timeline();
  await call(sandbox, '/2/users/me');
  expect(sandbox.knobs().credits).toBe(0.958);
});

test('the log has all calls but no secrets', async () => {
  await create(sandbox, 'x'.repeat(281));
  await timeline('max_results=7');
  await call(sandbox, '/2/users/me?oauth_token=abc');
  expect(sandbox.requests()).toEqual([
    { at: now, method: 'POST', path: '/2/tweets', status: 403, applied: false },
    { at: now, method: 'GET', path: timelinePath('max_results=7'), status: 200, applied: false },
    { at: now, method: 'GET', path: '/2/users/me?(withheld)', status: 400, applied: false },
  ]);
});
