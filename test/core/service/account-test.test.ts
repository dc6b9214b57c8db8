import { expect, test } from 'vitest';
import type { Account } from '../../../core/domain/account.ts';
import { SCOPES } from '../../../core/domain/authorization.ts';
import type { Identity } from '../../../core/ports/publisher.ts';
import { testAccount } from '../../../core/service/account-test.ts';

const never = new AbortController().signal;
const account: Account = {
  name: 'ada',
  userId: '1',
  kind: 'x',
  premium: false,
  keysFingerprint: 'f',
  gate: { state: 'open' },
  addedAt: 0,
};
const details = {
  displayName: 'Ada Lovelace',
  access: 'read-write',
  window: { left: 74, of: 75, until: Date.parse('2027-03-01T14:15:00Z') },
} as const;
const KNOWN: Identity = { kind: 'known', userId: '1', name: 'ada', premium: true, details };

async function run(
  identity: Identity,
  more: { readonly account?: Account; readonly scopes?: readonly string[] } = {},
) {
  const stored: Account[] = [];
  const opened: string[] = [];
  const deps = {
    accounts: {
      get: async () => more.account ?? account,
      put: async (next: Account) => void stored.push(next),
    },
    publisher: { identify: async () => identity },
    openAccount: async (name: string) => void opened.push(name),
    scopes: more.scopes,
  };
  return { ticks: await testAccount(deps, 'ada', never), stored, opened };
}

test('who, what it may do, how often, what a post costs; what is new is kept', async () => {
  const { ticks, stored, opened } = await run(KNOWN, { scopes: SCOPES });
  expect(ticks.map(({ what, state }) => `${what} ${state}`)).toEqual([
    'identity ok',
    'rights ok',
    'limits ok',
    'price ok',
  ]);
  const text = ticks.map((tick) => tick.text).join('\n');
  for (const part of [
    '@ada (Ada Lovelace)',
    '25,000',
    'media.write',
    '74 of 75',
    '14:15 UTC',
    '$0.015',
    '$0.20',
  ])
    expect(text).toContain(part);
  expect([stored, opened]).toEqual([[{ ...account, premium: true }], []]);
});

test('an account that was held for its keys goes on', async () => {
  const held: Account = { ...account, gate: { state: 'held', reason: 'auth', detail: '', since: 0 } };
  const { ticks, opened } = await run(KNOWN, { account: held });
  expect([opened, ticks[0]?.text]).toEqual([['ada'], expect.stringContaining('may post again')]);
});

test.each([
  ['no media', KNOWN, SCOPES.filter((scope) => scope !== 'media.write'), 'note', 'sign in again'],
  ['no posting', KNOWN, ['users.read'], 'bad', 'sign in again'],
  ['read only', { ...KNOWN, details: { ...details, access: 'read' } }, undefined, 'bad', 'Read and write'],
  ['not told', { ...KNOWN, details: { displayName: '' } }, undefined, 'note', 'did not say'],
] as const)('rights: %s', async (_name, identity, scopes, state, said) => {
  const { ticks } = await run(identity, scopes && { scopes });
  expect(ticks[1]).toMatchObject({ what: 'rights', state, text: expect.stringContaining(said) });
});

test.each([
  [{ kind: 'auth', detail: 'Unauthorized' }, 'Give the account new keys'],
  [{ kind: 'not-sent', detail: 'ECONNREFUSED' }, 'Check the connection'],
  [{ kind: 'credits', detail: 'credits depleted' }, 'Add credit'],
] as const)('X does not know it (%j): why, and the next step', async (refusal, next) => {
  const { ticks, stored } = await run({ kind: 'unknown', refusal });
  expect(ticks).toMatchObject([{ what: 'identity', state: 'bad', text: expect.stringContaining(next) }]);
  expect(stored).toEqual([]);
});
