import { expect, test } from 'vitest';
import { viewPost } from '../../../core/domain/view.ts';
import type { Overview } from '../../../core/rpc/contract.ts';
import { traySummaryOf } from '../../../core/service/tray-summary.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';

const withNext = (next: Overview['next']): Overview => ({ next, pausedUntil: null }) as Overview;

test('the tray is told of the next post, and when it leaves', () => {
  const post = viewPost(aPost({ dueAt: FAKE_START }));
  expect(traySummaryOf(withNext(post)).next).toMatchObject({ id: post.id, dueAt: FAKE_START });
  expect(traySummaryOf(withNext(null)).next).toBeNull();
});

test('a post that is tried again leaves then, not at the time that has passed', () => {
  const again = FAKE_START + 60_000;
  const post = viewPost(aPost({ dueAt: FAKE_START, status: 'retrying', nextTryAt: again }));
  expect(traySummaryOf(withNext(post)).next?.dueAt).toBe(again);
});
