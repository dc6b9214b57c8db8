import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkPost } from '../../../core/domain/check.ts';
import { DEMO_POSTS } from '../../../core/domain/demo-catalogue.ts';
import { demoTweets } from '../../../core/domain/demo-time.ts';
import { DAY } from '../../../core/domain/time.ts';
import { instantToWall } from '../../../core/domain/wall.ts';
import { demoRecords } from '../../../core/service/demo.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const NOW = Date.parse('2026-11-21T11:20:30Z');

function demo(now = NOW, zone = 'Europe/London') {
  const tweetIds = demoTweets({ now, zone }).map((_, i) => String(1000 + i));
  return demoRecords({ now, zone, account: 'sandbox', tweetIds, sha256 });
}

describe('the demo', () => {
  test('shows every fate that a person should see once', () => {
    const fates = new Set(DEMO_POSTS.map(({ fate }) => fate));
    expect([...fates].toSorted()).toEqual(
      [
        'clock-change',
        'draft',
        'failed',
        'missed',
        'published',
        'repeating',
        'retrying',
        'scheduled',
      ].toSorted(),
    );
    const posts = demo().map(({ post }) => post);
    expect(posts.length).toBeGreaterThanOrEqual(12);
    expect(
      posts
        .filter(({ status }) => status === 'published')
        .every(({ parts }) => parts.every(({ tweetId }) => tweetId !== '')),
    ).toBe(true);
    expect(posts.find(({ repeat }) => repeat)?.repeat?.rule).toMatchObject({ every: 'week' });
  });

  test('has nothing that goes out late, and all its texts may go out', () => {
    for (const { post } of demo()) {
      if (post.status === 'scheduled') expect(post.dueAt).toBeGreaterThan(NOW);
      expect(checkPost(post.parts, { premium: false })).toEqual([]);
    }
  });

  test('is the same for the same moment, with a history that leads to where each post is', () => {
    expect(demo()).toEqual(demo());
    for (const { post, history } of demo()) {
      expect(history.at(-1)?.to).toBe(post.status);
      expect(post.version).toBe(history.length);
      expect(history.every(({ at }) => at <= NOW)).toBe(true);
    }
  });

  test('has a post after a change of clocks only when one is near', () => {
    const has = (now: number, zone: string) =>
      demo(now, zone).find(({ post }) => post.parts[0]?.text.startsWith('The clocks have changed'))?.post;
    expect(has(NOW, 'Europe/London')).toBeUndefined();
    expect(has(NOW, 'Asia/Tokyo')).toBeUndefined();
    const spring = Date.parse('2027-03-14T11:00:00Z');
    const due = has(spring, 'Europe/London')?.dueAt ?? 0;
    expect(instantToWall(due, 'Europe/London')).toMatchObject({ hour: 9, minute: 0 });
    expect(due - spring).toBeLessThan(16 * DAY);
    expect(due).toBeGreaterThan(Date.parse('2027-03-28T01:00:00Z'));
  });
});
