import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../core/domain/account.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import { FAKE_START } from '../fakes/clock.ts';

export type AccountStoreFixture = {
  readonly store: AccountStore;
  readonly close: () => Promise<void> | void;
};

const account = (name: string, overrides: Partial<Account> = {}): Account => ({
  name,
  userId: '42',
  kind: 'x',
  premium: true,
  keysFingerprint: 'abc',
  gate: { state: 'open' },
  addedAt: FAKE_START,
  ...overrides,
});

/** What every account store must do: give it a function that opens an EMPTY one. */
export function accountStoreConformance(name: string, open: () => Promise<AccountStoreFixture>): void {
  describe(`${name}: account store`, () => {
    let fixture: AccountStoreFixture;
    let store: AccountStore;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    it('keeps an account as it was', async () => {
      const held = account('alice', {
        gate: { state: 'held', reason: 'auth', detail: '401', since: FAKE_START },
      });
      const sandbox = account('perch_demo', { kind: 'sandbox', premium: false });
      await store.put(held);
      await store.put(sandbox);
      expect(await store.get('alice')).toEqual(held);
      expect(await store.get('perch_demo')).toEqual(sandbox);
      expect(await store.get('nobody')).toBeUndefined();
    });

    it('replaces an account of the same name', async () => {
      await store.put(account('alice'));
      await store.put(account('alice', { userId: '43', keysFingerprint: 'new' }));
      expect(await store.list()).toEqual([account('alice', { userId: '43', keysFingerprint: 'new' })]);
    });

    it('lists in the order of adding', async () => {
      await store.put(account('zoe', { addedAt: FAKE_START }));
      await store.put(account('alice', { addedAt: FAKE_START + 1 }));
      expect((await store.list()).map(({ name: each }) => each)).toEqual(['zoe', 'alice']);
    });

    it('sets the gate and nothing else', async () => {
      await store.put(account('alice'));
      const gate = { state: 'throttled', until: FAKE_START + 1, detail: '429' } as const;
      await store.setGate('alice', gate);
      expect(await store.get('alice')).toEqual(account('alice', { gate }));
      await store.setGate('nobody', gate);
      expect(await store.get('nobody')).toBeUndefined();
    });

    it('removes one, once', async () => {
      await store.put(account('alice'));
      expect(await store.remove('alice')).toBe(true);
      expect(await store.remove('alice')).toBe(false);
      expect(await store.list()).toEqual([]);
    });
  });
}
