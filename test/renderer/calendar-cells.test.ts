import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../core/domain/time.ts';
import { type Item, monthRows, weekRows } from '../../renderer/state/calendar-cells.ts';
import { sideBySide } from '../../renderer/state/calendar-columns.ts';
import { weekOf, weeksOfMonth } from '../../renderer/state/calendar-days.ts';
import { moveFocus } from '../../renderer/state/calendar-focus.ts';
import { marksOf } from '../../renderer/state/calendar-marks.ts';
import { freeSlots } from '../../renderer/state/calendar-slots.ts';
import { postView } from './support.ts';

const ZONE = 'Europe/London';
const NOW = Date.parse('2026-11-23T00:00:00Z');
const due = (offset: number, patch = {}) =>
  postView({ dueAt: new Date(NOW + offset).toISOString(), ...patch });
const namesOf = (items: readonly { readonly item: Item }[]) =>
  items.map(({ item }) => (item.kind === 'more' ? `+${item.count}` : item.kind));

describe('columns', () => {
  const starts = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 40 });
  const sorted = starts.map((all) => all.toSorted((a, b) => a - b));

  test('never let two that overlap share a place, and lose none', () => {
    fc.assert(
      fc.property(sorted, fc.integer({ min: 1, max: 60 }), (items, height) => {
        const placed = sideBySide(items, (start) => start, height);
        expect(placed.map(({ item }) => item)).toEqual(items);
        placed.forEach((a, i) => {
          expect(a.column).toBeLessThan(a.columns);
          for (const b of placed.slice(i + 1)) {
            if (b.item - a.item >= height) continue;
            expect(b.column).not.toBe(a.column);
            expect(b.columns).toBe(a.columns);
          }
        });
      }),
    );
  });

  test('are one where nothing overlaps', () => {
    expect(sideBySide([0, 30, 60], (start) => start, 30).every(({ columns }) => columns === 1)).toBe(true);
  });
});

describe('a month', () => {
  const weeks = weeksOfMonth('2026-11-23');
  const dayOf = (rows: ReturnType<typeof monthRows>, day: string) =>
    rows.flat().find((cell) => cell.key === day);

  test('shows three posts of a day and how many more there are', () => {
    const posts = [1, 2, 3, 4, 5].map((hour) => due(hour * HOUR));
    const rows = monthRows(weeks, { posts, slots: [], zone: ZONE });
    expect(namesOf(dayOf(rows, '2026-11-23')?.items ?? [])).toEqual(['post', 'post', 'post', '+2']);
  });

  test('keeps the post that is carried in view', () => {
    const posts = [1, 2, 3, 4, 5].map((hour) => due(hour * HOUR));
    const pinned = posts.at(-1)?.id;
    const rows = monthRows(weeks, { posts, slots: [], zone: ZONE, pinned });
    const items = dayOf(rows, '2026-11-23')?.items.map(({ item }) => item.key);
    expect(items).toContain(`post ${pinned}`);
    expect(items).toHaveLength(4);
  });

  test('fills what is left with free slots, in the order of time', () => {
    const slots = [9, 12, 15].map((hour) => ({ account: 'sandbox', at: NOW + hour * HOUR }));
    const rows = monthRows(weeks, { posts: [due(10 * HOUR)], slots, zone: ZONE });
    expect(namesOf(dayOf(rows, '2026-11-23')?.items ?? [])).toEqual(['slot', 'post', 'slot']);
  });
});

describe('a week', () => {
  const week = weekOf('2026-11-23');

  test('has each post in its hour, and counts those of a folded night', () => {
    const posts = [due(2 * HOUR), due(9 * HOUR + 15 * MINUTE)];
    const folded = weekRows(week, { posts, slots: [], zone: ZONE }, []).flat();
    expect(folded.find(({ key }) => key === '2026-11-23 0')).toMatchObject({ hidden: 1, items: [] });
    expect(folded.find(({ key }) => key === '2026-11-23 540')?.items).toHaveLength(1);
    const open = weekRows(week, { posts, slots: [], zone: ZONE }, ['early']).flat();
    expect(open.find(({ key }) => key === '2026-11-23 120')?.items).toHaveLength(1);
  });

  test('counts what would be too narrow to read', () => {
    const posts = Array.from({ length: 8 }, (_, i) => due(9 * HOUR + i * MINUTE));
    const [cell] = weekRows(week, { posts, slots: [], zone: ZONE }, [])
      .flat()
      .filter(({ items }) => items.length > 0);
    expect(namesOf(cell?.items ?? [])).toEqual(['post', 'post', 'post', '+5']);
  });
});

describe('the focus', () => {
  const posts = [due(HOUR), due(2 * HOUR)];
  const rows = monthRows(weeksOfMonth('2026-11-23'), { posts, slots: [], zone: ZONE });
  const go = (from: string, direction: Parameters<typeof moveFocus>[3]) =>
    moveFocus('month', rows, from, direction);
  const [first, second] = posts.map(({ id }) => `post ${id}`);

  test('goes down through a day to the week below, and up again', () => {
    expect(go('2026-11-23', 'down')).toEqual({ kind: 'stop', key: first });
    expect(go(second ?? '', 'down')).toEqual({ kind: 'stop', key: '2026-11-30' });
    expect(go('2026-11-30', 'up')).toEqual({ kind: 'stop', key: second });
  });

  test('goes sideways along the days, over the end of a week and out of the month', () => {
    expect(go('2026-11-22', 'right')).toEqual({ kind: 'stop', key: '2026-11-23' });
    expect(go('2026-11-24', 'left')).toEqual({ kind: 'stop', key: '2026-11-23' });
    expect(go('2026-10-26', 'left')).toEqual({ kind: 'leave', day: '2026-10-25', key: '2026-10-25' });
    expect(go('2026-12-01', 'down')).toEqual({ kind: 'leave', day: '2026-12-08', key: '2026-12-08' });
    expect(go(first ?? '', 'end')).toEqual({ kind: 'stop', key: '2026-11-29' });
  });

  test('stays within the hours of a week, and leaves it sideways', () => {
    const hours = weekRows(weekOf('2026-11-23'), { posts: [], slots: [], zone: ZONE }, []);
    expect(moveFocus('week', hours, '2026-11-23 0', 'up')).toEqual({ kind: 'stay' });
    const left = { kind: 'leave', day: '2026-11-22', key: '2026-11-22 540' };
    expect(moveFocus('week', hours, '2026-11-23 540', 'left')).toEqual(left);
  });
});

describe('marks', () => {
  test('two posts of one account within a minute', () => {
    const [a, b, c, other] = [due(0), due(59_000), due(120_000), due(0, { account: 'ada' })];
    const marks = marksOf([a, b, c, other]);
    expect([...marks.keys()].toSorted()).toEqual([a.id, b.id].toSorted());
    expect(marks.get(a.id)).toEqual(['sameMinute']);
  });

  test('the same text twice, also when one of them is out', () => {
    const parts = [{ text: 'Again ' }];
    const out = due(-HOUR, { parts: [{ text: 'Again' }], status: 'published' });
    const open = due(HOUR, { parts });
    const elsewhere = due(HOUR, { parts, account: 'ada' });
    const marks = marksOf([out, open, elsewhere]);
    expect([...marks]).toEqual([[open.id, ['sameText']]]);
  });
});

describe('free slots', () => {
  const span = { from: NOW, to: NOW + 7 * 24 * HOUR };
  const account = {
    name: 'sandbox',
    slots: [
      { weekday: 1, time: '09:00' },
      { weekday: 3, time: '18:30' },
    ] as const,
  };
  const timesOf = (slots: ReturnType<typeof freeSlots>) => slots.map(({ at }) => new Date(at).toISOString());

  test('are those to come that no post has taken', () => {
    const free = freeSlots([account], [due(9 * HOUR + 20_000)], span, { now: NOW, zone: ZONE });
    expect(timesOf(free)).toEqual(['2026-11-25T18:30:00.000Z']);
    expect(freeSlots([account], [], span, { now: span.to, zone: ZONE })).toEqual([]);
  });

  test('go by the clocks of their account', () => {
    const tokyo = { ...account, zone: 'Asia/Tokyo' };
    const free = freeSlots([tokyo], [], { ...span, from: NOW - HOUR }, { now: 0, zone: ZONE });
    expect(timesOf(free)).toEqual(['2026-11-23T00:00:00.000Z', '2026-11-25T09:30:00.000Z']);
  });

  test('at the same time of two accounts are one', () => {
    const both = [account, { ...account, name: 'ada' }];
    expect(freeSlots(both, [], span, { now: NOW, zone: ZONE }).map((slot) => slot.account)).toEqual([
      'sandbox',
      'sandbox',
    ]);
  });
});
