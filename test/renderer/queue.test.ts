import { describe, expect, it, vi } from 'vitest';
import { HOUR } from '../../core/domain/time.ts';
import type { CommandResult, PostChangeInput, WorkerApi } from '../../core/rpc/contract.ts';
import { changePosts, moveTo } from '../../renderer/post/change-posts.ts';
import {
  deleting,
  moving,
  readNewTimes,
  spreading,
  spreadingMissed,
} from '../../renderer/queue/bulk-steps.ts';
import { placesOf, reordering } from '../../renderer/queue/reorder.ts';
import { dayNumber, EVERYTHING, groupByDay } from '../../renderer/state/day-groups.ts';
import { createPosts } from '../../renderer/state/posts.ts';
import { createSession } from '../../renderer/state/session.ts';
import { createToasts } from '../../renderer/state/toasts.ts';
import { createUndo } from '../../renderer/state/undo.ts';
import { strings } from '../../renderer/strings.ts';
import { postView } from './support.ts';

const NOW = Date.UTC(2026, 10, 21, 8);
const at = (hour: number, day = 21) => new Date(Date.UTC(2026, 10, day, hour)).toISOString();
const post = (id: string, hour: number, patch: Parameters<typeof postView>[0] = {}) =>
  postView({ id, dueAt: at(hour), zone: 'UTC', ...patch });
const timesOf = (steps: ReturnType<typeof moving>) =>
  Object.fromEntries(
    steps.map(({ change }) => [
      change.id,
      change.kind === 'move' ? new Date(change.dueAt).toISOString() : change.kind,
    ]),
  );

describe('changing places', () => {
  const posts = [
    post('out', 7, { status: 'published' }),
    post('a', 9),
    post('other', 10, { account: 'bob' }),
    post('b', 11),
    post('flying', 12, { status: 'publishing' }),
    post('c', 13, { status: 'draft' }),
    post('later', 9, { dueAt: at(9, 22) }),
  ];
  const items = groupByDay(posts, EVERYTHING, dayNumber(new Date(NOW)));

  it('is among the posts of one account and day that have not begun to leave', () => {
    expect(placesOf(items, 'b', NOW).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    for (const id of ['out', 'flying', 'nobody']) expect(placesOf(items, id, NOW)).toEqual([]);
  });

  it('exchanges the times, and the posts keep what they are', () => {
    const places = placesOf(items, 'b', NOW);
    expect(timesOf(reordering(places, 'b', 0))).toEqual({ b: at(9), a: at(11) });
    expect(timesOf(reordering(places, 'a', 2))).toEqual({ b: at(9), c: at(11), a: at(13) });
    expect(reordering(places, 'c', 2)).toEqual([]);
    expect(reordering(places, 'c', 3)).toEqual([]);
  });

  it('leaves a draft a draft, and goes back to the time it had', () => {
    const [step] = reordering(placesOf(items, 'c', NOW), 'c', 1);
    expect(step?.change).toMatchObject({ id: 'c', kind: 'move', draft: true });
    expect(step?.back).toMatchObject({ id: 'c', kind: 'putBack', draft: true, dueAt: Date.parse(at(13)) });
  });
});

describe('moving many', () => {
  const summer = postView({ id: 'dst', dueAt: '2027-03-27T09:00:00.000Z', zone: 'Europe/London' });

  it('by days keeps the time of day, also over a change of clocks', () => {
    expect(timesOf(moving([summer], { kind: 'by', length: '1d' }))).toEqual({
      dst: '2027-03-28T08:00:00.000Z',
    });
  });

  it('to a time takes the first there and the others as far from it as before', () => {
    const chosen = [post('b', 11), post('a', 9), post('out', 7, { status: 'published' })];
    const times = timesOf(moving(chosen, { kind: 'to', at: Date.parse(at(15, 22)) }));
    expect(times).toEqual({ a: at(15, 22), b: at(17, 22) });
  });

  it('leaves out what has no time, and what may be out', () => {
    const chosen = [
      postView({ status: 'draft', dueAt: null }),
      post('u', 9, { status: 'failed', reason: 'undecided' }),
    ];
    expect(moving(chosen, { kind: 'by', length: '1h' })).toEqual([]);
  });

  it('reads lengths and times, and never guesses', () => {
    const read = (text: string) => readNewTimes(text, NOW, 'UTC');
    expect(read('by 2 hours')).toMatchObject({ kind: 'ok', value: { kind: 'by', length: '2 hours' } });
    expect(read('+3d later')).toMatchObject({ kind: 'ok', value: { kind: 'by', length: '3d' } });
    expect(read('tomorrow 9am')).toMatchObject({
      kind: 'ok',
      value: { kind: 'to', at: Date.parse(at(9, 22)) },
    });
    for (const text of ['by a while', 'whenever', '']) expect(read(text).kind).toBe('error');
  });

  it('spreads the missed of each account, and an undo makes them missed again', () => {
    const missed = (id: string, hour: number, account: string) =>
      post(id, hour, { status: 'missed', account });
    const steps = spreadingMissed(
      [missed('b', 8, 'one'), missed('a', 7, 'one'), missed('c', 9, 'two')],
      Date.parse(at(20)),
      HOUR,
    );
    expect(timesOf(steps)).toEqual({ a: at(20), b: at(21), c: at(20) });
    expect(steps.find(({ back }) => back.id === 'a')?.back).toMatchObject({
      kind: 'putBack',
      dueAt: Date.parse(at(7)),
      draft: false,
    });
  });

  it('spreads over the slots of each account that nobody has, and cancels only what has not left', () => {
    const slots = [9, 10, 11].map((hour) => ({ weekday: 6 as const, time: `${hour}:00`.padStart(5, '0') }));
    const account = {
      name: 'sandbox',
      kind: 'sandbox',
      premium: false,
      gate: { state: 'open' },
      zone: 'UTC',
      slots,
    } as const;
    const taken = post('taken', 10);
    const chosen = [post('b', 20), post('a', 19), post('out', 7, { status: 'published' })];
    const setting = { accounts: [account], open: [taken, ...chosen], now: NOW, zone: 'UTC' };
    expect(timesOf(spreading(chosen, setting))).toEqual({ a: at(9), b: at(11) });
    const mixed = [
      ...chosen,
      post('flying', 9, { status: 'publishing' }),
      post('f', 9, { status: 'failed' }),
    ];
    expect(deleting(mixed).map(({ change }) => change.id)).toEqual(['b', 'a', 'f']);
  });
});

function setUp(refused: ReadonlySet<string> = new Set()) {
  vi.useFakeTimers();
  const calls: (readonly PostChangeInput[])[] = [];
  const session = createSession(() => 0);
  const changeMany = async (changes: readonly PostChangeInput[]): Promise<readonly CommandResult[]> => {
    calls.push(changes);
    return changes.map(({ id }) =>
      refused.has(id)
        ? { kind: 'refused', code: 'on-its-way', message: `No to ${id}.` }
        : { kind: 'ok', post: postView({ id }) },
    );
  };
  session.onWorker({
    changeMany,
    overview: async () => Promise.reject(new Error('away')),
  } as Partial<WorkerApi> as WorkerApi);
  const toasts = createToasts();
  const tools = { session, toasts, undo: createUndo(toasts), posts: createPosts(session.worker) };
  return { tools, calls, shown: () => toasts.get().toasts.map(({ message }) => message) };
}

describe('changePosts', () => {
  const steps = (n: number) => Array.from({ length: n }, (_, i) => moveTo(post(`p${i}`, 9), NOW));

  it('is one step of the undo stack, however many calls it takes', async () => {
    const { tools, calls, shown } = setUp();
    await changePosts(tools, steps(250), strings.bulk.moved);
    expect(calls.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(shown()).toEqual(['250 posts moved.']);
    await tools.undo.undo();
    expect(
      calls
        .slice(3)
        .flat()
        .every(({ kind }) => kind === 'putBack'),
    ).toBe(true);
    expect(calls.slice(3).flat()).toHaveLength(250);
    await tools.undo.redo();
    expect(
      calls
        .slice(6)
        .flat()
        .map(({ kind }) => kind),
    ).toContain('move');
    vi.useRealTimers();
  });

  it('tells what was refused, gives it back, and takes back only the rest', async () => {
    const { tools, calls, shown } = setUp(new Set(['p1']));
    expect(await changePosts(tools, steps(3), strings.bulk.moved)).toEqual(['p1']);
    expect(shown()).toEqual(['2 posts moved.', '1 of 3 posts could not be changed: No to p1.']);
    await tools.undo.undo();
    expect(calls.at(-1)?.map(({ id }) => id)).toEqual(['p0', 'p2']);
    vi.useRealTimers();
  });
});
