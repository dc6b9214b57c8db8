import { describe, expect, it } from 'vitest';
import { isInFlight } from '../../core/domain/status.ts';
import { movePost } from '../../core/domain/transition.ts';
import { type End, MoveError } from '../../core/service/storage-ends.ts';
import { moveStorage } from '../../core/service/storage-move.ts';
import { undoMove } from '../../core/service/storage-seals.ts';
import { contentsOf, createKiller, depsOf, fill, idsOf, Killed } from '../fakes/move-rig.ts';
import { mover } from './post-store.ts';

type Ends = { readonly from: End; readonly to: End };
/** `every`: which calls are killed at; opens two EMPTY storages. */
export type MoveSuite = { readonly open: () => Promise<Ends>; readonly every: number };

const sealOf = async ({ store }: End) => (await store.settings.seal({ fresh: true }))?.kind;

/** Whether a worker of this storage could begin to send the post now. */
async function canArm({ store }: End, id: string): Promise<boolean> {
  if ((await store.settings.pausedUntil()) === Infinity) return false;
  const post = await store.posts.get(id);
  if (!post || isInFlight(post.status)) return false;
  return (await store.posts.move(movePost(post, 'armed', mover()))).kind === 'moved';
}

/** The same for a worker that asked for the pause long ago. */
const canArmBlindly = ({ store }: End, id: string): Promise<boolean> =>
  store.posts.get(id).then(async (post) => {
    if (!post) return false;
    return (
      (await store.posts.move(movePost(post, 'armed', mover())).catch(() => undefined))?.kind === 'moved'
    );
  });

/** A move that is killed at its `at`th call; false when it was done before. */
async function killedMove({ from, to }: Ends, at: number): Promise<boolean> {
  const killer = createKiller(Math.ceil(at / 2), at % 2 === 0);
  try {
    await moveStorage(depsOf(killer.wrap(from), killer.wrap(to)));
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  }
}

/** Moving posts between two kinds of storage, both ways. */
export function storageMoveConformance(name: string, { open, every }: MoveSuite): void {
  /** Kills a move at one call after the other, each time between new storages. */
  async function atEveryCall(then: (ends: Ends) => Promise<void>): Promise<number> {
    let kills = 0;
    for (let at = 1; ; at += every) {
      const ends = await open();
      await fill(ends.from);
      if (!(await killedMove(ends, at))) return kills;
      kills += 1;
      await then(ends);
    }
  }

  describe(`${name}: moving everything`, () => {
    it('brings over all there is, as it was, and says what the source says', async () => {
      const { from, to } = await open();
      await fill(from);
      const before = await contentsOf(from);
      const receipt = await moveStorage(depsOf(from, to));
      expect(await contentsOf(to)).toEqual(before);
      expect(await contentsOf(from)).toEqual(before);
      const history = before.records.reduce((sum, record) => sum + record.history.length, 0);
      expect(receipt).toMatchObject({ posts: 8, history, accounts: 2, poison: 2, content: 1 });
      expect(receipt.digest).toMatch(/^[0-9a-f]{64}$/);
      expect([await sealOf(from), await sealOf(to)]).toEqual(['moved', undefined]);
      expect(await moveStorage(depsOf(from, to))).toEqual(receipt);
    });

    it('goes on wherever it was killed, and nothing could be sent from both sides', async () => {
      const kills = await atEveryCall(async ({ from, to }) => {
        const before = await contentsOf(from);
        const seals = [await sealOf(from), await sealOf(to)];
        if (seals[0] === undefined && seals[1] === undefined)
          expect(idsOf((await contentsOf(to)).records).length === 0 || before.records.length === 0).toBe(
            true,
          );
        await moveStorage(depsOf(from, to));
        expect(await contentsOf(to)).toEqual(before);
        expect([await sealOf(from), await sealOf(to)]).toEqual(['moved', undefined]);
      });
      expect(kills).toBeGreaterThan(20 / every);
    });

    it('lets one side at most send, wherever it was killed, even a worker that asks for no pause', async () => {
      await atEveryCall(async ({ from, to }) => {
        // The first one waits for its time; it is not paused by a person here.
        for (const { store } of [from, to]) await store.settings.setPausedUntil(null);
        const waiting = (await contentsOf(from)).records.find(({ post }) => post.status === 'scheduled');
        const id = waiting?.post.id ?? '';
        const asked = [await canArm(from, id), await canArm(to, id)];
        expect(asked.filter(Boolean).length).toBeLessThanOrEqual(1);
        if (asked.some(Boolean)) return;
        const blind = [await canArmBlindly(from, id), await canArmBlindly(to, id)];
        expect(blind.filter(Boolean).length).toBeLessThanOrEqual(1);
      });
    });

    it('takes nothing more from a worker that stood still since before the seal', async () => {
      const { from, to } = await open();
      await fill(from);
      const { records } = await contentsOf(from);
      const armed = records.find(({ post }) => post.status === 'publishing')?.post;
      const waiting = records.find(({ post }) => post.status === 'scheduled')?.post;
      if (!armed || !waiting) throw new Error('fill made neither');
      const late = [movePost(waiting, 'armed', mover()), movePost(armed, 'notSent', mover())];
      const write = async (): Promise<void> => {
        for (const move of late)
          await expect(from.store.posts.move(move)).rejects.toMatchObject({ code: 'sealed' });
      };
      const adopt: End['store']['posts']['adopt'] = async (batch) => {
        await write();
        return to.store.posts.adopt(batch);
      };
      const watched: End = { ...to, store: { ...to.store, posts: { ...to.store.posts, adopt } } };
      await moveStorage(depsOf(from, watched));
      await write();
      expect(await contentsOf(to)).toMatchObject({ records });
    });

    it('is given up wherever it was killed, unless it was done, and can be begun again', async () => {
      const answers = new Set<string>();
      await atEveryCall(async ({ from, to }) => {
        const before = await contentsOf(from);
        const answer = await undoMove(from).then(
          () => 'undone',
          (error: unknown) => (error instanceof MoveError ? error.code : String(error)),
        );
        answers.add(answer);
        if (answer === 'moved-already') expect(await sealOf(from)).toBe('moved');
        else expect(await sealOf(from)).toBeUndefined();
        if (answer === 'undone') {
          const id = before.records.find(({ post }) => post.status === 'scheduled')?.post.id ?? '';
          const post = await from.store.posts.get(id);
          if (post) await from.store.posts.move(movePost(post, 'edited', mover(), { zone: 'UTC' }));
          expect(await canArmBlindly(to, id)).toBe(false);
        }
        const now = await contentsOf(from);
        await moveStorage(depsOf(from, to));
        expect(await contentsOf(to)).toEqual(now);
        expect([await sealOf(from), await sealOf(to)]).toEqual(['moved', undefined]);
      });
      expect([...answers].toSorted()).toEqual(['moved-already', 'nothing-to-undo', 'undone']);
    });

    it('there and back again, with what happened in between', async () => {
      const { from, to } = await open();
      await fill(from);
      await moveStorage(depsOf(from, to));
      await to.store.settings.setPausedUntil(null);
      const { records } = await contentsOf(to);
      const waiting = records.find(({ post }) => post.status === 'scheduled')?.post;
      if (!waiting) throw new Error('none waits');
      const result = await to.store.posts.move(movePost(waiting, 'cancelled', mover()));
      expect(result.kind).toBe('moved');
      await to.store.poison.remove('p1');
      await to.store.accounts.remove('bob');
      const now = await contentsOf(to);
      await moveStorage(depsOf(to, from));
      expect(await contentsOf(from)).toEqual(now);
      expect([await sealOf(from), await sealOf(to)]).toEqual([undefined, 'moved']);
      const untouched = now.records.find(({ post }) => post.status === 'draft')?.post;
      if (!untouched) throw new Error('no draft');
      expect((await from.store.posts.move(movePost(untouched, 'edited', mover()))).kind).toBe('moved');
      await moveStorage(depsOf(from, to));
      expect(await contentsOf(to)).toEqual(await contentsOf(from));
      expect(await to.store.posts.activity({ limit: 1_000 })).toHaveLength(
        (await contentsOf(to)).records.reduce((sum, { history }) => sum + history.length, 0),
      );
    });
  });
}
