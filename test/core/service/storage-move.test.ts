import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../../../core/domain/time.ts';
import { movePost } from '../../../core/domain/transition.ts';
import type { PostStore } from '../../../core/ports/post-store.ts';
import type { WorkerRecord } from '../../../core/ports/worker-directory.ts';
import type { End, MoveProgress } from '../../../core/service/storage-ends.ts';
import { moveStorage } from '../../../core/service/storage-move.ts';
import { undoMove } from '../../../core/service/storage-seals.ts';
import { surveyDestination } from '../../../core/service/storage-survey.ts';
import { ADDED, mover } from '../../conformance/post-store.ts';
import { createFakeClock, FAKE_START } from '../../fakes/clock.ts';
import { BOB, contentsOf, depsOf, fill, idsOf, openLocalEnd } from '../../fakes/move-rig.ts';
import { aPost } from '../../fakes/post.ts';

const kindOf = async ({ store }: End) => (await store.settings.seal())?.kind;
const move = (from: End, to: End) => moveStorage(depsOf(from, to));
const withPosts = (end: End, posts: Partial<PostStore>): End => ({
  ...end,
  store: { ...end.store, posts: { ...end.store.posts, ...posts } },
});

async function filled(): Promise<{ from: End; to: End }> {
  const [from, to] = [openLocalEnd(), openLocalEnd()];
  await fill(from);
  return { from, to };
}

/** Refused before anything was written on either side. */
async function expectRefused(from: End, to: End, says: RegExp): Promise<void> {
  const before = [await contentsOf(from), await contentsOf(to), await kindOf(from), await kindOf(to)];
  await expect(move(from, to)).rejects.toThrow(says);
  expect([await contentsOf(from), await contentsOf(to), await kindOf(from), await kindOf(to)]).toEqual(
    before,
  );
}

describe('a destination that holds posts', () => {
  it('keeps its own beside those that come', async () => {
    const { from, to } = await filled();
    const own = aPost();
    await to.store.posts.insert([own], ADDED);
    await to.store.accounts.put({ ...BOB, name: 'carol' });
    const { records } = await contentsOf(from);
    expect(await move(from, to)).toMatchObject({ posts: records.length });
    const now = await contentsOf(to);
    expect(idsOf(now.records)).toEqual([...idsOf(records), own.id].toSorted());
    expect(now.accounts.map(({ name }) => name)).toEqual(['alice', 'bob', 'carol']);
    expect((await to.store.posts.move(movePost(own, 'armed', mover()))).kind).toBe('moved');
  });

  it('is refused when a post went another way there', async () => {
    const { from, to } = await filled();
    const [first] = (await contentsOf(from)).records;
    if (!first) throw new Error('empty');
    await to.store.posts.insert([{ ...first.post, nonce: 'another', zone: 'UTC' }], ADDED);
    await expectRefused(from, to, /1 of the posts are in local \d+ too and went another way/);
  });

  it('is refused when another post there is what X published', async () => {
    const { from, to } = await filled();
    const parts = (await contentsOf(from)).records.flatMap(({ post }) => post.parts);
    const tweetId = parts.find((part) => part.tweetId)?.tweetId ?? '';
    const twin = aPost({ status: 'published', cursor: 1, parts: [{ text: 'x', tweetId }] });
    await to.store.posts.insert([twin], ADDED);
    await expectRefused(from, to, new RegExp(`${tweetId} belongs to another post`));
  });

  it('is refused when its posts are in force in a third storage', async () => {
    const { from, to } = await filled();
    await to.store.posts.insert([aPost()], ADDED);
    await move(to, openLocalEnd());
    await expectRefused(from, to, /1 posts of local \d+ had been moved to yet another storage/);
  });

  it('is refused when a pause there would end', async () => {
    const { from, to } = await filled();
    await to.store.posts.insert([aPost()], ADDED);
    await to.store.settings.setPausedUntil(Infinity);
    await expectRefused(from, to, /publishing is paused in local \d+ and would go on/);
  });
});

describe('a storage', () => {
  it('is not moved to itself', async () => {
    const { from } = await filled();
    await expectRefused(from, from, /in local \d+ already/);
  });

  it('whose posts are elsewhere is not moved again, to anywhere', async () => {
    const { from, to } = await filled();
    await move(from, to);
    await expectRefused(
      from,
      openLocalEnd(),
      /^These posts were moved to local \d+, so nothing is sent or changed here: set PERCH_STORAGE/,
    );
  });

  it('to which posts are on their way from elsewhere takes no others and gives none', async () => {
    const { from, to } = await filled();
    const broken = withPosts(to, { adopt: () => Promise.reject(new Error('outage')) });
    await expect(move(from, broken)).rejects.toThrow('outage');
    const other = openLocalEnd();
    await expectRefused(other, to, /Posts are being moved here from local \d+/);
    await expectRefused(to, other, /Posts are being moved here from local \d+/);
    await expectRefused(from, other, /are being moved to local \d+.*--undo/);
  });
});

describe('what arrives and is not what was sent', () => {
  it.each<[string, (posts: PostStore) => Partial<PostStore>]>([
    [
      'a post too few',
      (posts) => ({ adopt: async (batch) => [...(await posts.adopt(batch.slice(1))), 'adopted'] }),
    ],
    [
      'another text',
      (posts) => ({
        adopt: (batch) =>
          posts.adopt(batch.map(({ post, history }) => ({ post: { ...post, zone: 'Asia/Tokyo' }, history }))),
      }),
    ],
    [
      'a history cut short',
      (posts) => ({
        adopt: (batch) =>
          posts.adopt(batch.map(({ post, history }) => ({ post, history: history.slice(1) }))),
      }),
    ],
  ])('is told (%s), and the source is in force', async (_, broken) => {
    const { from, to } = await filled();
    await expect(moveStorage(depsOf(from, withPosts(to, broken(to.store.posts))))).rejects.toMatchObject({
      code: 'mismatch',
      message: expect.stringMatching(/posts stay in local \d+ and are in force there: run the move again/),
    });
    expect([await kindOf(from), await kindOf(to)]).toEqual([undefined, 'arriving']);
  });
});

const AT_WORK: WorkerRecord = {
  id: 'w',
  host: 'h',
  place: 'p',
  pid: 1,
  kind: 'cli',
  version: '0',
  startedAt: 0,
  lastBeat: FAKE_START,
  processors: [],
};

describe('a source that other machines use', () => {
  it('gets the answers of what is on the wire before it is copied', async () => {
    const { from, to } = await filled();
    const shared: End = { ...from, shared: true };
    const clock = createFakeClock();
    await from.store.workers.beat(AT_WORK);
    const armed = (await from.store.posts.inFlight()).find(({ status }) => status === 'publishing');
    if (!armed) throw new Error('none on the wire');
    // SQLite itself takes no write once it is sealed, so its answer is only said to come.
    const inFlight: PostStore['inFlight'] = async () =>
      clock.now() > FAKE_START + 9 * SECOND ? [] : [armed];
    const told: MoveProgress[] = [];
    const moving = moveStorage({
      ...depsOf(withPosts(shared, { inFlight }), to),
      clock,
      onProgress: (progress) => told.push(progress),
    });
    await clock.advance(8 * SECOND);
    expect([await kindOf(from), await kindOf(to)]).toEqual(['leaving', 'arriving']);
    expect(idsOf((await contentsOf(to)).records)).toEqual([]);
    expect(told).toContainEqual({ step: 'settling', posts: 1 });
    await clock.advance(HOUR);
    await moving;
    expect(await kindOf(from)).toBe('moved');
  });

  it('does not wait for ever for one that never answers', async () => {
    const { from, to } = await filled();
    const clock = createFakeClock();
    await from.store.workers.beat(AT_WORK);
    const moving = moveStorage({ ...depsOf({ ...from, shared: true }, to), clock });
    await clock.advance(2 * HOUR);
    await moving;
    expect((await to.store.posts.inFlight()).map(({ status }) => status).toSorted()).toEqual([
      'checking',
      'publishing',
    ]);
  });
});

describe('looking first', () => {
  it('says what would be moved, and writes nothing', async () => {
    const { from, to } = await filled();
    await to.store.posts.insert([aPost()], ADDED);
    const before = [await contentsOf(from), await contentsOf(to)];
    expect(await surveyDestination(depsOf(from, to), false)).toEqual({ posts: 8, toCopy: 8, others: 1 });
    expect([await contentsOf(from), await contentsOf(to)]).toEqual(before);
    expect([await kindOf(from), await kindOf(to)]).toEqual([undefined, undefined]);
  });
});

describe('giving a move up', () => {
  it('is refused where there is none', async () => {
    const { from } = await filled();
    await expect(undoMove(from)).rejects.toMatchObject({ code: 'nothing-to-undo' });
  });

  it('wins against a move that is still under way somewhere', async () => {
    const { from, to } = await filled();
    const mend = () => undoMove(from);
    await expect(move(from, withPosts(to, { mend }))).rejects.toThrow('given up meanwhile');
    expect([await kindOf(from), await kindOf(to)]).toEqual([undefined, 'arriving']);
  });
});
