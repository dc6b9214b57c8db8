import { describe, expect, test } from 'vitest';
import type { HistoryRow } from '../../core/domain/history.ts';
import type { MachineEvent } from '../../core/domain/machine-event.ts';
import { createActivity } from '../../renderer/state/activity.ts';
import { activityCsv, activityJson } from '../../renderer/state/activity-file.ts';
import { activityItems } from '../../renderer/state/activity-items.ts';
import { postView } from './support.ts';

const DAY = 86_400_000;
const NOON = new Date(2027, 2, 1, 12).getTime();

function row(seq: number, overrides: Partial<HistoryRow> = {}): HistoryRow {
  const entry = { postId: `p${seq}`, at: NOON + seq, part: 0, detail: '', by: 'worker' };
  return { ...entry, event: 'published', from: 'publishing', to: 'published', seq, ...overrides };
}

/** A worker with a history of which the newest entries are the last. */
function createSource(length: number) {
  const all = Array.from({ length }, (_, i) => row(i + 1));
  return {
    happen: (count: number) => {
      for (let i = 0; i < count; i++) all.push(row(all.length + 1));
    },
    activity: async ({
      limit,
      before = Number.POSITIVE_INFINITY,
    }: {
      limit: number;
      before?: number | undefined;
    }) =>
      all
        .filter(({ seq }) => seq < before)
        .toReversed()
        .slice(0, limit),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const seqs = (rows: readonly HistoryRow[]): readonly number[] => rows.map(({ seq }) => seq);

describe('the activity', () => {
  test('is read when somebody looks, and again when something happens', async () => {
    const source = createSource(3);
    const activity = createActivity(() => source);
    activity.refresh();
    await settled();
    expect(activity.get()).toMatchObject({ phase: 'unread', rows: [] });
    const leave = activity.watch();
    await settled();
    expect(activity.get()).toMatchObject({ phase: 'ready', isWhole: true });
    expect(seqs(activity.get().rows)).toEqual([3, 2, 1]);
    const known = activity.get().rows[0];
    source.happen(1);
    activity.refresh();
    await settled();
    expect(seqs(activity.get().rows)).toEqual([4, 3, 2, 1]);
    expect(activity.get().rows[1]).toBe(known);
    leave();
    source.happen(1);
    activity.refresh();
    await settled();
    expect(activity.get().rows).toHaveLength(4);
  });

  test('is read page by page into the past, to its end and no further', async () => {
    const source = createSource(450);
    const activity = createActivity(() => source);
    activity.watch();
    await settled();
    expect(activity.get()).toMatchObject({ isWhole: false });
    await activity.readMore();
    await activity.readMore();
    expect(seqs(activity.get().rows)).toEqual(Array.from({ length: 450 }, (_, i) => 450 - i));
    expect(activity.get().isWhole).toBe(true);
    await activity.readMore();
    expect(activity.get().rows).toHaveLength(450);
  });

  test('has no hole when more happened than fits a page', async () => {
    const source = createSource(10);
    const activity = createActivity(() => source);
    activity.watch();
    await settled();
    source.happen(1_000);
    activity.refresh();
    await settled();
    expect(activity.get().isWhole).toBe(false);
    for (let i = 0; i < 10; i++) await activity.readMore();
    expect(seqs(activity.get().rows)).toEqual(Array.from({ length: 1_010 }, (_, i) => 1_010 - i));
  });

  test('keeps what was read while nobody answers, and says so when nothing was', async () => {
    let isAway = true;
    const source = createSource(2);
    const activity = createActivity(() => ({
      activity: (query) => (isAway ? Promise.reject(new Error('away')) : source.activity(query)),
    }));
    activity.watch();
    await settled();
    expect(activity.get().phase).toBe('unreadable');
    isAway = false;
    activity.refresh();
    await settled();
    isAway = true;
    activity.refresh();
    await settled();
    expect(activity.get()).toMatchObject({ phase: 'ready' });
    expect(activity.get().rows).toHaveLength(2);
    activity.clear();
    expect(activity.get().phase).toBe('unread');
  });
});

describe('its lines', () => {
  const rows = [
    row(3, { at: NOON + DAY, event: 'rejected', detail: '403 Forbidden' }),
    row(2, { at: NOON + 1 }),
    row(1, { event: 'added' }),
  ];
  const post = postView({ id: 'p2', account: 'alice', parts: [{ text: 'Good morning' }] });
  const posts = new Map([[post.id, post]]);
  const machine: readonly MachineEvent[] = [
    { kind: 'offline', at: NOON - 1 },
    { kind: 'slept', at: NOON + 2, from: NOON - DAY, late: 1, missed: 2 },
  ];
  const keys = (query: Parameters<typeof activityItems>[2]) =>
    activityItems(rows, posts, query, machine).map((item) =>
      item.kind === 'day' ? `day of ${item.count}` : item.kind === 'entry' ? item.row.seq : item.event.kind,
    );

  test('are grouped by day, newest first', () => {
    expect(keys({ filter: 'all', find: '' })).toEqual(['day of 1', 3, 'day of 3', 'slept', 2, 1]);
  });

  test('tell between them of the computer, as far back as they reach', () => {
    expect(keys({ filter: 'all', find: 'slept for 24 hours' })).toEqual(['day of 1', 'slept']);
    expect(keys({ filter: 'all', find: 'cannot be reached' })).toEqual([]);
  });

  test('are those that are asked for: by kind, by text, account, words of X', () => {
    expect(keys({ filter: 'problems', find: '' })).toEqual(['day of 1', 3]);
    expect(keys({ filter: 'published', find: '' })).toEqual(['day of 1', 2]);
    expect(keys({ filter: 'all', find: ' forbidden ' })).toEqual(['day of 1', 3]);
    expect(keys({ filter: 'all', find: 'MORNING' })).toEqual(['day of 1', 2]);
    expect(keys({ filter: 'all', find: 'alice' })).toEqual(['day of 1', 2]);
    expect(keys({ filter: 'problems', find: 'morning' })).toEqual([]);
  });
});

describe('an export of the activity', () => {
  const row = {
    seq: 1,
    postId: 'p',
    at: Date.UTC(2027, 2, 1),
    event: 'rejected',
    from: 'publishing',
    to: 'failed',
    part: 1,
    by: 'worker w',
  } as const;

  test('guards spreadsheets from formulas, quotes what has to be, and holds no secret', () => {
    const details = ['=HYPERLINK("x")', 'a, "b"', 'Bearer abcdef0123456789abcdef0123456789'];
    expect(activityCsv(details.map((detail) => ({ ...row, detail }))).split('\r\n')).toEqual([
      'at,post,part,event,from,to,by,detail',
      `2027-03-01T00:00:00.000Z,p,2,rejected,publishing,failed,worker w,"'=HYPERLINK(""x"")"`,
      '2027-03-01T00:00:00.000Z,p,2,rejected,publishing,failed,worker w,"a, ""b"""',
      '2027-03-01T00:00:00.000Z,p,2,rejected,publishing,failed,worker w,Bearer [secret]',
      '',
    ]);
    expect(JSON.parse(activityJson([{ ...row, detail: 'token=abc' }]))).toMatchObject([
      { detail: 'token=[secret]' },
    ]);
  });
});
