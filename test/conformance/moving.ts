import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Seal } from '../../core/domain/seal.ts';
import { MINUTE } from '../../core/domain/time.ts';
import { movePost } from '../../core/domain/transition.ts';
import type { PostRecord } from '../../core/ports/post-store.ts';
import type { Store } from '../../core/ports/store.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { PLAN } from '../fakes/plan.ts';
import { aPost } from '../fakes/post.ts';
import { ADDED, arm, mover } from './post-store.ts';

type Moving = Pick<Store, 'posts' | 'settings'>;
export type MovingFixture = {
  readonly store: Moving;
  /** Another process's view of the same. */
  readonly other: Moving;
  readonly close: () => Promise<void> | void;
};

const place = { kind: 'azure', name: 'elsewhere', key: 'k' } as const;
const LEAVING: Seal = { kind: 'leaving', id: 'm1', place, at: FAKE_START };
const ARRIVING: Seal = { kind: 'arriving', id: 'm1', place, at: FAKE_START, replaces: false };

/** A thread with a history of `versions` entries, published at its end. */
function aStory(versions: number, text = 'part'): PostRecord {
  let post = aPost({ parts: [{ text }, { text: `${text} two` }] });
  const entries = [
    { ...ADDED, postId: post.id, from: null, to: post.status },
  ] as PostRecord['history'][number][];
  for (let version = 2; version <= versions; version++) {
    const { to, entry } = movePost(post, 'edited', mover(FAKE_START + version));
    entries.push({ ...entry, postId: post.id, from: post.status, to: to.status });
    post = to;
  }
  return { post, history: entries };
}

/** What every store must do so that posts can be moved out of it and into it. */
export function movingConformance(name: string, open: () => Promise<MovingFixture>): void {
  describe(`${name}: moving`, () => {
    let fixture: MovingFixture;
    let store: Moving;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());
    const seal = (to: Seal | undefined, from?: Seal) => store.settings.changeSeal(from, to);
    const records = async () => (await store.posts.records(1_000)).records;

    describe('a seal', () => {
      it('is put on and taken off by whoever knows the one before', async () => {
        expect(await store.settings.seal()).toBeUndefined();
        expect(await seal(LEAVING)).toBe(true);
        expect(await fixture.other.settings.seal()).toEqual(LEAVING);
        expect(await seal(ARRIVING)).toBe(false);
        expect(await seal(undefined, ARRIVING)).toBe(false);
        expect(await seal({ ...LEAVING, kind: 'returning' }, LEAVING)).toBe(true);
        expect(await seal(undefined, LEAVING)).toBe(false);
        expect(await seal(undefined, { ...LEAVING, kind: 'returning' })).toBe(true);
        expect(await store.settings.seal({ fresh: true })).toBeUndefined();
      });

      it('is won by one of many', async () => {
        const seals = Array.from({ length: 10 }, (_, i) => ({ ...LEAVING, id: `m${i}` }));
        const won = await Promise.all(
          seals.map((each, i) => (i % 2 ? store : fixture.other).settings.changeSeal(undefined, each)),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
        expect(await store.settings.seal()).toEqual(seals[won.indexOf(true)]);
      });

      it('is a pause that nobody can end, and keeps what a person chose', async () => {
        await store.settings.setPausedUntil(FAKE_START + MINUTE);
        await store.settings.setProcessor('publish', { count: 2 });
        await store.settings.setLate({ catchUpGap: 0 });
        await store.settings.setPlan('alice', PLAN);
        const chosen = {
          processors: { publish: { count: 2 } },
          pausedUntil: FAKE_START + MINUTE,
          late: { catchUpGap: 0 },
          plans: { alice: PLAN },
        };
        expect(await store.settings.chosen()).toEqual(chosen);
        await seal(LEAVING);
        expect(await store.settings.pausedUntil()).toBe(Infinity);
        expect(await store.settings.chosen()).toEqual(chosen);
        await store.settings.setPausedUntil(null);
        expect(await store.settings.pausedUntil()).toBe(Infinity);
        await store.settings.adopt({ processors: {}, pausedUntil: Infinity, late: {}, plans: {} });
        await seal(undefined, LEAVING);
        expect(await store.settings.chosen()).toEqual({
          processors: {},
          pausedUntil: Infinity,
          late: {},
          plans: {},
        });
        await store.settings.adopt(chosen);
        expect(await store.settings.chosen()).toEqual(chosen);
        expect((await store.settings.processors()).publish.count).toBe(2);
      });
    });

    describe('frozen posts', () => {
      it('take no write of anybody, however old, until they are thawed', async () => {
        const [waiting, armed] = [aPost(), aPost()];
        await store.posts.insert([waiting, armed], ADDED);
        const first = arm(armed);
        await store.posts.move(first);
        await seal(LEAVING);
        await fixture.other.posts.freeze();
        await fixture.other.posts.freeze();
        const settled = movePost(first.to, 'notSent', mover());
        await expect(store.posts.move(arm(waiting))).rejects.toMatchObject({ code: 'sealed' });
        await expect(store.posts.move(settled)).rejects.toMatchObject({ code: 'sealed' });
        await expect(store.posts.moveMany([arm(waiting), settled])).rejects.toMatchObject({ code: 'sealed' });
        expect(await store.posts.get(waiting.id)).toEqual(waiting);
        expect(await store.posts.get(armed.id)).toEqual(first.to);
        expect(await store.posts.history(armed.id)).toHaveLength(2);
        expect((await records()).map(({ history }) => history.length)).toEqual([1, 2]);
        expect(await store.posts.activity({ limit: 10 })).toHaveLength(3);
        await store.posts.thaw();
        await seal(undefined, LEAVING);
        expect((await store.posts.move(arm(waiting))).kind).toBe('moved');
        expect((await store.posts.move(settled)).kind).toBe('moved');
      });

      it('are frozen although workers write all the while, and none of the writes is lost', async () => {
        const posts = Array.from({ length: 40 }, () => aPost());
        await store.posts.insert(posts, ADDED);
        const arms = posts.map((post) => fixture.other.posts.move(arm(post)).catch(() => undefined));
        await seal(LEAVING);
        await store.posts.freeze();
        const frozen = await records();
        const results = await Promise.all(arms);
        expect(await records()).toEqual(frozen);
        const moved = results.filter((result) => result?.kind === 'moved').length;
        expect(frozen.filter(({ post }) => post.status === 'publishing')).toHaveLength(moved);
      });
    });

    describe('records', () => {
      it('come in pages by id, each with its history', async () => {
        const stories = [3, 1, 2].map((versions, i) => aStory(versions, `story ${i}`));
        await seal(ARRIVING);
        await store.posts.adopt(stories);
        const sorted = stories.toSorted((a, b) => (a.post.id < b.post.id ? -1 : 1));
        const first = await store.posts.records(2);
        expect(first).toEqual({ records: sorted.slice(0, 2), next: sorted[1]?.post.id });
        expect(await store.posts.records(2, first.next)).toEqual({ records: sorted.slice(2) });
        expect(await store.posts.records(3)).toEqual({ records: sorted });
      });
    });

    describe('adopted posts', () => {
      beforeEach(() => seal(ARRIVING));

      it('are as they were, and found by everything that finds posts', async () => {
        const story = aStory(2, 'as it was');
        const out: PostRecord = {
          ...story,
          post: {
            ...story.post,
            status: 'published',
            cursor: 2,
            parts: story.post.parts.map((part, i) => ({ ...part, tweetId: `77${i}` })),
          },
        };
        const flying = aStory(2, 'in flight');
        const armed: PostRecord = { ...flying, post: { ...flying.post, status: 'publishing' } };
        expect(await store.posts.adopt([out, armed])).toEqual(['adopted', 'adopted']);
        expect(await store.posts.get(out.post.id)).toEqual(out.post);
        expect(await store.posts.history(out.post.id)).toEqual(out.history);
        expect(await store.posts.counts()).toMatchObject({ published: 1, publishing: 1 });
        expect(await store.posts.inFlight()).toEqual([armed.post]);
        expect(await store.posts.bound(['770', '771', '772'])).toEqual(new Set(['770', '771']));
        expect(await store.posts.withText('alice', 'as it was two', 5)).toEqual([out.post]);
        expect((await store.posts.list({ status: ['published'] })).posts).toEqual([out.post]);
      });

      it('are due in their time once the seal is off', async () => {
        const story = aStory(1);
        await store.posts.adopt([story]);
        await expect(fixture.other.posts.move(arm(story.post))).rejects.toMatchObject({ code: 'sealed' });
        await store.posts.mend(Infinity);
        await store.posts.thaw();
        await seal(undefined, ARRIVING);
        expect((await store.posts.due(FAKE_START + MINUTE, 10)).posts).toEqual([story.post]);
        expect((await store.posts.move(arm(story.post))).kind).toBe('moved');
        expect(await store.posts.history(story.post.id)).toHaveLength(2);
      });

      it('are adopted once, and a later version replaces an earlier one, never the other way', async () => {
        const late = aStory(5);
        const early: PostRecord = {
          post: { ...late.post, version: 3, parts: [{ text: 'draft' }] },
          history: late.history.slice(0, 3),
        };
        expect(await store.posts.adopt([early])).toEqual(['adopted']);
        expect(await store.posts.adopt([early])).toEqual(['exists']);
        expect(await store.posts.adopt([late])).toEqual(['adopted']);
        expect(await store.posts.adopt([early, late])).toEqual(['newer', 'exists']);
        expect(await records()).toEqual([late]);
        expect(await store.posts.activity({ limit: 100 })).toHaveLength(5);
        expect(await store.posts.withText('alice', 'draft', 5)).toEqual([]);
      });

      it('may have a history longer than a transaction, and parts as many as there can be', async () => {
        const long = aStory(140);
        const parts = Array.from({ length: 25 }, (_, i) => ({ text: `part ${i}`, tweetId: `5${i}` }));
        const wide: PostRecord = { ...long, post: { ...long.post, parts, cursor: 25, status: 'published' } };
        expect(await store.posts.adopt([wide])).toEqual(['adopted']);
        expect(await records()).toEqual([wide]);
      });

      it('do not push out a post that has one of their X ids or their text in flight', async () => {
        const [one, two] = [aStory(1, 'one'), aStory(1, 'two')];
        const withId = ({ post, history }: PostRecord): PostRecord => ({
          post: { ...post, status: 'published', cursor: 2, parts: [{ text: 'x', tweetId: '9' }] },
          history,
        });
        expect(await store.posts.adopt([withId(one)])).toEqual(['adopted']);
        expect(await store.posts.adopt([withId(two), aStory(1)])).toEqual(['taken', 'adopted']);
        const flying = (): PostRecord => {
          const { post, history } = aStory(1, 'same');
          return { post: { ...post, status: 'checking' }, history };
        };
        expect(await store.posts.adopt([flying()])).toEqual(['adopted']);
        expect(await store.posts.adopt([flying()])).toEqual(['taken']);
        expect(await records()).toHaveLength(3);
      });

      it('take their place in the activity by time', async () => {
        const stories = [aStory(3, 'a'), aStory(3, 'b'), aStory(3, 'c')];
        await store.posts.adopt(stories);
        const times = (await store.posts.activity({ limit: 100 })).map(({ at }) => at);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
        const [newest] = await store.posts.activity({ limit: 1 });
        const rest = await store.posts.activity({ limit: 100, before: newest?.seq ?? 0 });
        expect(rest).toHaveLength(8);
        await store.posts.thaw();
        await seal(undefined, ARRIVING);
        await store.posts.move(
          movePost(stories[0]?.post ?? aPost(), 'cancelled', mover(FAKE_START + MINUTE)),
        );
        expect((await store.posts.activity({ limit: 1 }))[0]?.event).toBe('cancelled');
      });
    });
  });
}
