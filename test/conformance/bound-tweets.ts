import { expect, it } from 'vitest';
import type { Post } from '../../core/domain/post.ts';
import { type Move, movePost } from '../../core/domain/transition.ts';
import type { PostStore } from '../../core/ports/post-store.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { type Add, arm, mover } from './post-store.ts';

/** One X id, one part: what every post store must know of them. */
export function boundTweets(store: () => PostStore, add: Add): void {
  const publish = (post: Post, tweetId: string): Move =>
    movePost(post, 'published', mover(), {
      cursor: 1,
      parts: [{ text: post.parts[0]?.text ?? '', tweetId, publishedAt: FAKE_START }],
    });

  it('knows which X ids belong to a part', async () => {
    const post = await add();
    const armed = arm(post);
    await store().move(armed);
    await store().move(publish(armed.to, '100'));
    await add({
      parts: [
        { text: 'a', tweetId: '200' },
        { text: 'b', tweetId: '201' },
      ],
      status: 'published',
    });
    expect(await store().bound(['100', '200', '201', '999'])).toEqual(new Set(['100', '200', '201']));
    expect(await store().bound([])).toEqual(new Set());
  });

  it('keeps the ids of a post that was published and then taken down', async () => {
    const post = await add({ status: 'published', cursor: 1, parts: [{ text: 'a', tweetId: '100' }] });
    const reason = { kind: 'removed', at: FAKE_START, detail: '' } as const;
    const claimed = movePost(post, 'unpublished', mover(), { reason });
    expect((await store().move(claimed)).kind).toBe('moved');
    const parts = [{ text: 'a', tweetId: '100', deletedAt: FAKE_START }];
    const deleted = movePost(claimed.to, 'partDeleted', mover(), { parts });
    expect((await store().move(deleted)).kind).toBe('moved');
    expect(await store().get(post.id)).toEqual(deleted.to);
    expect((await store().list({ status: ['published'] })).posts).toEqual([]);
    expect((await store().list({ status: ['cancelled'] })).posts).toEqual([deleted.to]);
    expect(await store().counts()).toMatchObject({ published: 0, cancelled: 1 });
    expect(await store().bound(['100'])).toEqual(new Set(['100']));
  });

  it('gives an X id to one part only', async () => {
    const [a, b] = [arm(await add()), arm(await add())];
    await store().moveMany([a, b]);
    await store().move(publish(a.to, '100'));
    expect(await store().move(publish(b.to, '100'))).toEqual({ kind: 'conflict', current: b.to });
    expect((await store().move(publish(b.to, '101'))).kind).toBe('moved');
  });

  it('gives an X id to one part of a thread only', async () => {
    const armed = arm(await add({ parts: [{ text: 'a', tweetId: '100' }, { text: 'b' }], cursor: 1 }));
    await store().move(armed);
    const parts = [
      { text: 'a', tweetId: '100' },
      { text: 'b', tweetId: '100' },
    ];
    expect((await store().move(movePost(armed.to, 'published', mover(), { parts, cursor: 2 }))).kind).toBe(
      'conflict',
    );
  });
}
