import { expect, test } from 'vitest';
import type { SecretsState } from '../../core/rpc/secrets-contract.ts';
import type { TraySummary } from '../../core/rpc/worker-messages.ts';
import { withKeyring } from '../../electron/keyring-worry.ts';

const GUARDED: SecretsState = {
  guard: 'ready',
  sealed: 1,
  plain: 0,
  session: 0,
  agreed: false,
  waiting: [],
  lost: [],
  storage: 'ok',
  asks: false,
};
const summary = (status: string, reasons: readonly object[] = []) =>
  ({ health: { status, reasons } }) as unknown as TraySummary;

test('keys that can be read are no worry', () => {
  expect(withKeyring(summary('healthy'), GUARDED)).toEqual(summary('healthy'));
});

test.each([
  [{ waiting: ['alice', 'bob'] }, /keyring is locked, so posts of @alice, @bob wait/],
  [{ storage: 'waiting' as const }, /connection of the storage is locked/],
  [{ lost: ['alice'] }, /sealed the keys of @alice. Sign in again/],
  [{ storage: 'lost' as const }, /Give it again/],
])('%j', (patch, message) => {
  const { health } = withKeyring(summary('healthy'), { ...GUARDED, ...patch });
  expect(health).toMatchObject({ status: 'degraded', reasons: [{ code: 'keyring', severity: 'degraded' }] });
  expect(health.reasons[0]?.message).toMatch(message);
  // What is worse stays so, and what was said is still said.
  const worse = withKeyring(summary('unhealthy', [{ code: 'no-worker' }]), { ...GUARDED, ...patch });
  expect(worse.health).toMatchObject({
    status: 'unhealthy',
    reasons: [{ code: 'no-worker' }, { code: 'keyring' }],
  });
});
