import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PostView } from '../../core/domain/view.ts';
import type { ListQuery, PostList } from '../../core/rpc/contract.ts';
import { type Calendar, createCalendar } from '../../renderer/state/calendar.ts';
import { postView } from './support.ts';

const SPAN = { from: 0, to: 100, account: null };
const later = new Date(50).toISOString();

let asked: ListQuery[];
let answers: ((query: ListQuery) => Promise<PostList>) | undefined;
let posts: PostView[];
let calendar: Calendar;
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  asked = [];
  answers = undefined;
  posts = [postView({ id: 'a', dueAt: new Date(10).toISOString() })];
  const list = async (query: ListQuery) => {
    asked.push(query);
    return answers ? answers(query) : { posts };
  };
  calendar = createCalendar(() => ({ list }), '2026-11-21');
});
const settled = () => vi.advanceTimersByTimeAsync(250);
const dueOf = (id: string) => calendar.get().posts.find((post) => post.id === id)?.dueAt;

describe('reading', () => {
  test('asks for the span that is shown, without what was cancelled', async () => {
    calendar.watch({ ...SPAN, account: 'ada' });
    await settled();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ from: 0, to: 100, account: 'ada' });
    expect(asked[0]?.status).not.toContain('cancelled');
    expect(calendar.get()).toMatchObject({ phase: 'ready', isCut: false });
  });

  test('follows changes while somebody looks, in one reading for many', async () => {
    const leave = calendar.watch(SPAN);
    await settled();
    for (let i = 0; i < 5; i++) calendar.refresh();
    await settled();
    expect(asked).toHaveLength(2);
    leave();
    calendar.refresh();
    await settled();
    expect(asked).toHaveLength(2);
  });

  test('shows the span that was asked for last, whatever is answered last', async () => {
    const waiting: (() => void)[] = [];
    answers = ({ from }) =>
      new Promise((resolve) => {
        waiting.push(() => resolve({ posts: [postView({ id: `from ${from}` })] }));
      });
    calendar.watch(SPAN);
    calendar.watch({ ...SPAN, from: 1 });
    waiting[1]?.();
    await settled();
    waiting[0]?.();
    await settled();
    expect(calendar.get().posts.map(({ id }) => id)).toEqual(['from 1']);
  });

  test('stops at some thousand posts and says so', async () => {
    answers = async () => ({ posts: [postView()], next: 'more' });
    calendar.watch(SPAN);
    await settled();
    expect(asked.length).toBeLessThan(10);
    expect(calendar.get()).toMatchObject({ isCut: true });
  });

  test('that fails at first says so, later leaves what is known', async () => {
    answers = () => Promise.reject(new Error('away'));
    calendar.watch(SPAN);
    await settled();
    expect(calendar.get().phase).toBe('unreadable');
    answers = undefined;
    calendar.watch(SPAN);
    await settled();
    answers = () => Promise.reject(new Error('away'));
    calendar.refresh();
    await settled();
    expect(calendar.get()).toMatchObject({ phase: 'ready', posts });
  });

  test('a part of it adds to what is known', async () => {
    calendar.watch(SPAN);
    await settled();
    answers = async () => ({ posts: [postView({ id: 'b' })], partial: true });
    calendar.refresh();
    await settled();
    expect(
      calendar
        .get()
        .posts.map(({ id }) => id)
        .toSorted(),
    ).toEqual(['a', 'b']);
  });
});

describe('a post that is being moved', () => {
  beforeEach(async () => {
    calendar.watch(SPAN);
    await settled();
  });

  test('is shown there at once, also when it is read as it was meanwhile', async () => {
    calendar.place('a', 50);
    expect(dueOf('a')).toBe(later);
    calendar.refresh();
    await settled();
    expect(dueOf('a')).toBe(later);
  });

  test('is back where it was when that is refused, without asking anybody', () => {
    const before = dueOf('a');
    calendar.place('a', 50);
    answers = () => new Promise(() => undefined);
    calendar.settle('a', undefined);
    expect(dueOf('a')).toBe(before);
  });

  test('stays where it is saved while an older reading comes in', async () => {
    let answer: (() => void) | undefined;
    const old = posts;
    answers = () =>
      new Promise((resolve) => {
        answer ??= () => resolve({ posts: old });
      });
    calendar.refresh();
    await settled();
    calendar.place('a', 50);
    calendar.settle('a', postView({ id: 'a', dueAt: later }));
    answer?.();
    await settled();
    expect(dueOf('a')).toBe(later);
  });
});

test('of another storage nothing is left', async () => {
  calendar.watch(SPAN);
  await settled();
  calendar.clear();
  expect(calendar.get()).toMatchObject({ posts: [], phase: 'reading' });
});
