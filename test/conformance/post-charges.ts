import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../core/domain/post.ts';
import { settlePublished } from '../../core/domain/settle.ts';
import { type Charge, chargesOf, monthOf } from '../../core/domain/spending.ts';
import { DAY, HOUR } from '../../core/domain/time.ts';
import { movePost } from '../../core/domain/transition.ts';
import type { Move, PostStore } from '../../core/ports/post-store.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { aPost } from '../fakes/post.ts';
import { ADDED, arm, mover, type PostStoreFixture } from './post-store.ts';

const MONTH = monthOf(FAKE_START);
const NEXT = FAKE_START + 40 * DAY;

/** What a post store must know of the money. Runs like `postStoreConformance`. */
export function postChargesConformance(name: string, open: () => Promise<PostStoreFixture>): void {
  describe(`${name}: what posts cost`, () => {
    let fixture: PostStoreFixture;
    let store: PostStore;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    const add = async (overrides: Partial<Post> = {}): Promise<Post> => {
      const post = aPost(overrides);
      await store.insert([post], ADDED);
      return post;
    };
    const make = async (move: Move): Promise<Post> => {
      const result = await store.move(move);
      if (result.kind !== 'moved') throw new Error(result.kind);
      return result.post;
    };
    const sum = (charges: readonly Charge[], kind: Charge['kind'], account = 'alice') =>
      charges
        .filter((charge) => charge.kind === kind && charge.account === account)
        .reduce((total, { milli }) => total + milli, 0);
    const sums = async (month = MONTH) => {
      const charges = await store.charges(month);
      const planned = await store.planned(month);
      return [sum(charges, 'spent'), sum(charges, 'reserved'), sum(planned, 'planned')];
    };

    it('knows nothing of an empty store', async () => {
      expect(await sums()).toEqual([0, 0, 0]);
    });

    it('follows a thread from plan to bill, and its deletion', async () => {
      const thread = await add({ parts: [{ text: 'one' }, { text: 'see https://example.com' }] });
      expect(await sums()).toEqual([0, 0, 215]);
      let post = await make(arm(thread));
      expect(await sums()).toEqual([0, 215, 0]);
      post = await make(settlePublished(post, '1900000000000000011', mover()));
      expect(await sums()).toEqual([15, 200, 0]);
      post = await make(arm(post));
      post = await make(settlePublished(post, '1900000000000000012', mover()));
      expect(await sums()).toEqual([215, 0, 0]);
      const reason = { kind: 'removed', at: FAKE_START, detail: '' } as const;
      post = await make(movePost(post, 'unpublished', mover(), { reason }));
      const parts = post.parts.map((part, i) => (i === 0 ? part : { ...part, deletedAt: NEXT }));
      await make(movePost(post, 'partDeleted', mover(NEXT), { parts }));
      expect(await sums()).toEqual([215, 0, 0]);
      expect(await sums(monthOf(NEXT))).toEqual([10, 0, 0]);
    });

    it('keeps months and accounts apart; what is reserved is of every month', async () => {
      await add({ dueAt: NEXT });
      await add({ account: 'bob' });
      const armed = await add({ account: 'bob' });
      await make(arm(armed));
      expect(await sums()).toEqual([0, 0, 0]);
      expect(await sums(monthOf(NEXT))).toEqual([0, 0, 15]);
      for (const month of [MONTH, monthOf(NEXT)]) {
        expect(sum(await store.planned(month), 'planned', 'bob')).toBe(15);
        expect(sum(await store.charges(month), 'reserved', 'bob')).toBe(15);
      }
    });

    it('plans nothing for what has no time or is settled, and follows an edit', async () => {
      await add({ status: 'draft', dueAt: null });
      const missed = await add({ status: 'missed' });
      expect(await sums()).toEqual([0, 0, 0]);
      const again = await make(
        movePost(missed, 'scheduled', mover(), { dueAt: FAKE_START + HOUR, reason: null }),
      );
      const edited = await make(movePost(again, 'edited', mover(), { parts: [{ text: 'a.com' }] }));
      expect(await sums()).toEqual([0, 0, 200]);
      await make(movePost(edited, 'cancelled', mover()));
      expect(await sums()).toEqual([0, 0, 0]);
    });

    it('agrees with the rows after many moves, inserts of the same, and lost races', async () => {
      const posts = Array.from({ length: 30 }, (_, i) =>
        aPost({ parts: [{ text: i % 3 === 0 ? `a${i}.com` : `n ${i}` }], dueAt: FAKE_START + i * 3 * DAY }),
      );
      await store.insert(posts, ADDED);
      await store.insert(posts.slice(0, 5), ADDED);
      const armed = await store.moveMany(posts.slice(0, 20).map((post) => arm(post)));
      await store.moveMany(posts.slice(0, 3).map((post) => arm(post)));
      const settled = armed.flatMap((result, i) =>
        result.kind === 'moved' && i % 2 === 0
          ? [settlePublished(result.post, `19000000000000010${10 + i}`, mover())]
          : [],
      );
      await store.moveMany(settled);
      const rows = await store.getMany(posts.map(({ id }) => id));
      const charges = rows.flatMap(chargesOf);
      expect(await sums()).toEqual([
        sum(charges, 'spent'),
        sum(charges, 'reserved'),
        sum(
          charges.filter(({ month }) => month <= MONTH),
          'planned',
        ),
      ]);
    });
  });
}
