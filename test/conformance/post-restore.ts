import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../core/domain/time.ts';
import type { PostStore } from '../../core/ports/post-store.ts';
import { decideCancel } from '../../core/service/decisions.ts';
import { decideRestore } from '../../core/service/restore.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { aPost } from '../fakes/post.ts';
import { ADDED, mover, type PostStoreFixture } from './post-store.ts';

/** What a post store must keep so that cancelling can be taken back. Runs like `postStoreConformance`. */
export function postRestoreConformance(name: string, open: () => Promise<PostStoreFixture>): void {
  describe(`${name}: restoring`, () => {
    let fixture: PostStoreFixture;
    let store: PostStore;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    const apply = async (decision: ReturnType<typeof decideRestore>) => {
      if ('kind' in decision) throw new Error(`refused: ${JSON.stringify(decision)}`);
      const result = await store.move(decision);
      if (result.kind !== 'moved') throw new Error(result.kind);
      return result.post;
    };

    it('keeps what a cancelled post was, and gives it back', async () => {
      const reason = { kind: 'rejected', at: FAKE_START, detail: 'Said no.' } as const;
      const post = aPost({ status: 'failed', reason });
      await store.insert([post], ADDED);
      const cancelled = await apply(decideCancel(post, mover(), false));
      const stored = await store.get(post.id);
      expect(stored).toEqual(cancelled);
      expect(stored?.beforeCancel).toEqual({ status: 'failed', reason });
      const restored = await apply(decideRestore(cancelled, { state: 'open' }, mover()));
      expect(await store.get(post.id)).toEqual(restored);
      expect(restored).toMatchObject({ status: 'failed', reason, beforeCancel: null, version: 3 });
      expect((await store.history(post.id)).map(({ event }) => event)).toEqual([
        'added',
        'cancelled',
        'restored',
      ]);
    });

    it('wakes somebody for a restored post at its time, and lists and counts it as open', async () => {
      const post = aPost({ dueAt: FAKE_START + DAY });
      await store.insert([post], ADDED);
      const cancelled = await apply(decideCancel(post, mover(), false));
      expect((await store.due(FAKE_START + 2 * DAY, 10)).posts).toEqual([]);
      await apply(decideRestore(cancelled, { state: 'open' }, mover(FAKE_START + MINUTE)));
      expect((await store.due(FAKE_START + DAY - 1, 10)).posts).toEqual([]);
      expect((await store.due(FAKE_START + DAY, 10)).posts.map(({ id }) => id)).toEqual([post.id]);
      expect((await store.list({ status: ['scheduled'] })).posts.map(({ id }) => id)).toEqual([post.id]);
      expect(await store.counts()).toMatchObject({ scheduled: 1, cancelled: 0 });
    });
  });
}
