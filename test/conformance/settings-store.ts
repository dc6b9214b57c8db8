import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_LATE_POLICY } from '../../core/domain/late.ts';
import { DEFAULT_PROCESSORS } from '../../core/domain/processor.ts';
import { HOUR } from '../../core/domain/time.ts';
import type { SettingsStore } from '../../core/ports/settings-store.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { PLAN } from '../fakes/plan.ts';

export type SettingsStoreFixture = {
  readonly store: SettingsStore;
  readonly close: () => Promise<void> | void;
};

/** What every settings store must do: give it a function that opens an EMPTY one. */
export function settingsStoreConformance(name: string, open: () => Promise<SettingsStoreFixture>): void {
  describe(`${name}: settings store`, () => {
    let fixture: SettingsStoreFixture;
    let store: SettingsStore;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    it('begins with the defaults', async () => {
      expect(await store.processors()).toEqual(DEFAULT_PROCESSORS);
      expect(await store.pausedUntil()).toBeNull();
      expect(await store.late()).toEqual(DEFAULT_LATE_POLICY);
    });

    it('changes what is asked, keeps the rest', async () => {
      expect(await store.setProcessor('publish', { count: 2 })).toEqual({
        ...DEFAULT_PROCESSORS.publish,
        count: 2,
      });
      await store.setProcessor('publish', { enabled: false });
      const publish = { ...DEFAULT_PROCESSORS.publish, count: 2, enabled: false };
      expect(await store.processors()).toEqual({ ...DEFAULT_PROCESSORS, publish });
    });

    it('keeps what a person set about late posts, each thing by itself', async () => {
      expect(await store.setLate({ lateWindow: 2 * HOUR })).toEqual({
        ...DEFAULT_LATE_POLICY,
        lateWindow: 2 * HOUR,
      });
      expect(await store.setLate({ catchUpGap: 0 })).toEqual({ lateWindow: 2 * HOUR, catchUpGap: 0 });
      expect(await store.late()).toEqual({ lateWindow: 2 * HOUR, catchUpGap: 0 });
    });

    it('keeps the posting plan of each account by itself, whatever its name', async () => {
      expect(await store.plans()).toEqual({});
      await store.setPlan('alice', PLAN);
      await store.setPlan('__proto__/#é', { ...PLAN, slots: [], lateWindow: 2 * HOUR });
      await store.setPlan('bob', PLAN);
      await store.setPlan('alice', { ...PLAN, zone: 'Asia/Tokyo' });
      await store.setPlan('bob', null);
      expect(Object.entries(await store.plans()).toSorted()).toEqual([
        ['__proto__/#é', { ...PLAN, slots: [], lateWindow: 2 * HOUR }],
        ['alice', { ...PLAN, zone: 'Asia/Tokyo' }],
      ]);
    });

    it('takes over the plans of another store, and leaves none of its own', async () => {
      await store.setPlan('alice', PLAN);
      await store.adopt({ ...(await store.chosen()), plans: { bob: PLAN } });
      expect(await store.plans()).toEqual({ bob: PLAN });
      expect((await store.chosen()).plans).toEqual({ bob: PLAN });
    });

    it('keeps the monthly cap, also of nothing at all, and forgets it', async () => {
      expect(await store.spendCap()).toBeNull();
      for (const usd of [4.995, 0]) {
        await store.setSpendCap(usd);
        expect(await store.spendCap()).toBe(usd);
        expect(await store.chosen()).toMatchObject({ spendCap: usd });
      }
      const chosen = await store.chosen();
      await store.setSpendCap(null);
      expect(await store.spendCap()).toBeNull();
      expect(await store.chosen()).not.toHaveProperty('spendCap');
      await store.adopt(chosen);
      expect(await store.spendCap()).toBe(0);
    });

    it('pauses until an instant, until further notice, and not', async () => {
      await store.setPausedUntil(FAKE_START + 0.25);
      expect(await store.pausedUntil()).toBe(FAKE_START + 0.25);
      await store.setPausedUntil(Infinity);
      expect(await store.pausedUntil()).toBe(Infinity);
      await store.setPausedUntil(null);
      expect(await store.pausedUntil()).toBeNull();
    });
  });
}
