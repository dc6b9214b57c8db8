import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PoisonRecord, PoisonStore } from '../../core/ports/poison-store.ts';
import { FAKE_START } from '../fakes/clock.ts';

export type PoisonStoreFixture = { readonly store: PoisonStore; readonly close: () => Promise<void> | void };

const record = (id: string, poisonedAt = FAKE_START): PoisonRecord => ({
  id,
  raw: '{"not": "for us"}\n',
  reason: 'received 5 times',
  dequeueCount: 5,
  insertedAt: FAKE_START - 1,
  poisonedAt,
});

/** What every poison store must do: give it a function that opens an EMPTY one. */
export function poisonStoreConformance(name: string, open: () => Promise<PoisonStoreFixture>): void {
  describe(`${name}: poison store`, () => {
    let fixture: PoisonStoreFixture;
    let store: PoisonStore;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    it('keeps a message as it was', async () => {
      await store.put(record('a'));
      expect(await store.get('a')).toEqual(record('a'));
      expect(await store.get('b')).toBeUndefined();
    });

    it('takes the same message twice as one', async () => {
      await store.put(record('a'));
      await store.put(record('a'));
      expect(await store.count()).toBe(1);
    });

    it('lists the newest first', async () => {
      await store.put(record('a', FAKE_START));
      await store.put(record('b', FAKE_START + 1));
      expect((await store.list()).map(({ id }) => id)).toEqual(['b', 'a']);
    });

    it('removes one, once', async () => {
      await store.put(record('a'));
      expect(await store.remove('a')).toBe(true);
      expect(await store.remove('a')).toBe(false);
      expect(await store.count()).toBe(0);
      expect(await store.list()).toEqual([]);
    });
  });
}
