import { describe, expect, test } from 'vitest';
import { SECOND } from '../../core/domain/time.ts';
import { createShutdown } from '../../electron/shutdown.ts';
import { createFakeClock, settle } from '../fakes/clock.ts';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A Perch with posts on the wire, whose worker ends when `finish` is called, and whose person answers when told to. */
function setup(posts = 0) {
  const clock = createFakeClock();
  const ends: number[] = [];
  const asked: { readonly posts: number; readonly over: AbortSignal }[] = [];
  let finish = (): void => undefined;
  let answer = (_isNow: boolean): void => undefined;
  const counts = { cuts: 0, left: 0 };
  const shutdown = createShutdown({
    clock,
    log: quiet,
    inFlight: () => posts,
    end: (within) => {
      ends.push(within);
      return new Promise<void>((resolve) => (finish = resolve));
    },
    cut: () => {
      counts.cuts += 1;
      finish();
    },
    askToQuitNow: (posts, over) => {
      asked.push({ posts, over });
      return new Promise<boolean>((resolve) => (answer = resolve));
    },
    leave: () => {
      counts.left += 1;
    },
  });
  return {
    shutdown,
    clock,
    ends,
    asked,
    counts,
    finish: () => finish(),
    answer: (now: boolean) => answer(now),
  };
}

describe('quitting with nothing on the wire', () => {
  test('asks nobody, ends once however often it is asked for, and leaves when it is done', async () => {
    const { shutdown, clock, ends, asked, counts, finish } = setup();
    expect(shutdown.isQuitting()).toBe(false);
    shutdown.begin('person');
    shutdown.begin('person');
    await clock.advance(3 * SECOND);
    expect([shutdown.isQuitting(), shutdown.isOver()]).toEqual([true, false]);
    finish();
    await settle();
    expect({ ends, asked, counts }).toEqual({ ends: [4 * SECOND], asked: [], counts: { cuts: 0, left: 1 } });
    expect(shutdown.isOver()).toBe(true);
  });
});

describe('a person who quits while a post is on its way', () => {
  test('is not asked when X answers at once', async () => {
    const { shutdown, clock, asked, counts, finish } = setup(1);
    shutdown.begin('person');
    await clock.advance(SECOND);
    finish();
    await clock.advance(60 * SECOND);
    expect({ asked: asked.length, ...counts }).toEqual({ asked: 0, cuts: 0, left: 1 });
  });

  test('is asked, and the question goes away when X answers', async () => {
    const { shutdown, clock, asked, ends, counts, finish } = setup(2);
    shutdown.begin('person');
    await clock.advance(2 * SECOND);
    expect(asked[0]).toMatchObject({ posts: 2, over: { aborted: false } });
    expect(ends[0]).toBeGreaterThanOrEqual(30 * SECOND);
    finish();
    await settle();
    expect(asked[0]?.over.aborted).toBe(true);
    expect(counts).toEqual({ cuts: 0, left: 1 });
  });

  test.each([
    [true, 1],
    [false, 0],
  ])('and says "now": %s', async (isNow, cuts) => {
    const { shutdown, clock, counts, answer } = setup(1);
    shutdown.begin('person');
    await clock.advance(2 * SECOND);
    answer(isNow);
    await settle();
    expect(counts).toEqual({ cuts, left: cuts });
  });

  test('has no say any more when the system shuts down meanwhile', async () => {
    const { shutdown, clock, counts } = setup(1);
    shutdown.begin('person');
    await clock.advance(10 * SECOND);
    shutdown.begin('system');
    await clock.advance(3 * SECOND);
    expect(counts.left).toBe(0);
    await clock.advance(SECOND);
    expect(counts).toEqual({ cuts: 1, left: 1 });
  });
});

test('a system that shuts down asks nobody and waits for four seconds at most', async () => {
  const { shutdown, clock, ends, asked } = setup(3);
  shutdown.begin('system');
  await clock.advance(60 * SECOND);
  expect({ ends, asked }).toEqual({ ends: [4 * SECOND], asked: [] });
});

test('what fails on the way out keeps nobody in', async () => {
  const clock = createFakeClock();
  let left = 0;
  const shutdown = createShutdown({
    clock,
    log: quiet,
    inFlight: () => 0,
    end: () => Promise.reject(new Error('no')),
    cut: () => undefined,
    askToQuitNow: async () => false,
    leave: () => {
      left += 1;
    },
  });
  shutdown.begin('person');
  await settle();
  expect(left).toBe(1);
});
