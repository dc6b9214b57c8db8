import { describe, expect, it } from 'vitest';
import { STATUSES } from '../../core/domain/status.ts';
import { dayWords } from '../../renderer/post/day-words.ts';
import { dayNumber, EVERYTHING, FILTER_STATUSES, groupByDay } from '../../renderer/state/day-groups.ts';
import { postView } from './support.ts';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();
const today = dayNumber(new Date(2026, 10, 21, 15));
const outline = (items: ReturnType<typeof groupByDay>) =>
  items.map((item) => (item.kind === 'day' ? `${dayWords(item.day, today)} (${item.count})` : item.post.id));

describe('groupByDay', () => {
  const posts = [
    postView({ id: 'yesterday', dueAt: at(20, 9), status: 'published' }),
    postView({ id: 'yesterday-late', dueAt: at(20, 23), status: 'published' }),
    postView({ id: 'stuck', dueAt: at(19, 9), status: 'failed' }),
    postView({ id: 'morning', dueAt: at(21, 8), status: 'published' }),
    postView({ id: 'evening', dueAt: at(21, 20) }),
    postView({ id: 'tomorrow', dueAt: at(22, 0) }),
    postView({ id: 'next-year', dueAt: new Date(2027, 0, 3, 9).toISOString() }),
    postView({ id: 'idea', dueAt: null, status: 'draft' }),
  ];

  it('shows today, what is left over, the days to come, what has no time, then the past', () => {
    expect(outline(groupByDay(posts, { ...EVERYTHING, filter: 'all' }, today))).toEqual([
      'Today · Sat 21 Nov (2)',
      'morning',
      'evening',
      'Still open from before (1)',
      'stuck',
      'Tomorrow · Sun 22 Nov (1)',
      'tomorrow',
      'Sun 3 Jan 2027 (1)',
      'next-year',
      'Without a time (1)',
      'idea',
      'Yesterday · Fri 20 Nov (2)',
      'yesterday-late',
      'yesterday',
    ]);
  });

  it('shows the latest first among the published ones', () => {
    const ids = groupByDay(posts, { ...EVERYTHING, filter: 'published' }, today).flatMap((item) =>
      item.kind === 'post' ? [item.post.id] : [],
    );
    expect(ids).toEqual(['morning', 'yesterday-late', 'yesterday']);
  });

  it('shows under "Needs you" what needs a person, and nothing else', () => {
    expect(outline(groupByDay(posts, { ...EVERYTHING, filter: 'attention' }, today))).toEqual([
      'Still open from before (1)',
      'stuck',
    ]);
  });

  it('keeps every key once, also among 10,000 posts, in well under a frame or two', () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      postView({ dueAt: new Date(2026, 10, 21, 0, i * 37).toISOString() }),
    );
    const items = groupByDay(many, EVERYTHING, today);
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
  });

  it('has a filter other than "All" for every status', () => {
    const shown = Object.values(FILTER_STATUSES).flatMap((statuses) =>
      statuses === 'every' ? [] : statuses,
    );
    expect(STATUSES.filter((status) => !shown.includes(status))).toEqual([]);
  });
});
