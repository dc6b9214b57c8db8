import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../core/domain/time.ts';
import { AWAKE_BEFORE, createKeepAwake } from '../../electron/keep-awake.ts';
import { NEXT, running } from '../fakes/tray-facts.ts';

/** A computer that counts who holds it awake. */
function setup() {
  const holding = new Set<number>();
  const person = { wants: true };
  let now = NEXT.dueAt - 60 * MINUTE;
  let ids = 0;
  let changes = 0;
  const keepAwake = createKeepAwake({
    blocker: {
      start: () => {
        holding.add(++ids);
        return ids;
      },
      stop: (id) => void holding.delete(id),
    },
    isWanted: () => person.wants,
    now: () => now,
    onChange: () => {
      changes += 1;
    },
  });
  const report = (options: Parameters<typeof running>[0], at = now): readonly [number, string] => {
    now = at;
    const { summary } = running(options);
    if (summary) keepAwake.setSummary(summary);
    return [holding.size, keepAwake.state()];
  };
  return { keepAwake, holding, person, report, changes: () => changes };
}

test('held from a while before a post until it is out', () => {
  const { report, changes } = setup();
  expect(report({ next: NEXT })).toEqual([0, 'on']);
  expect(report({ next: NEXT }, NEXT.dueAt - AWAKE_BEFORE - SECOND)).toEqual([0, 'on']);
  expect(report({ next: NEXT }, NEXT.dueAt - AWAKE_BEFORE)).toEqual([1, 'holding']);
  expect(report({ next: NEXT }, NEXT.dueAt)).toEqual([1, 'holding']);
  expect(report({ counts: { publishing: 1 } })).toEqual([1, 'holding']);
  expect(report({ counts: { published: 1 } })).toEqual([0, 'on']);
  expect(changes()).toBe(2);
});

test('not while publishing is paused, nor for what waits for a person, nor without a worker', () => {
  const { report, keepAwake, holding } = setup();
  expect(report({ next: NEXT, pausedUntil: NEXT.dueAt + MINUTE }, NEXT.dueAt)).toEqual([0, 'on']);
  expect(report({ counts: { held: 3, failed: 1 } })).toEqual([0, 'on']);
  expect(report({ next: NEXT })).toEqual([1, 'holding']);
  keepAwake.setWorker({ state: 'restarting' });
  expect(holding.size).toBe(0);
});

test('only for a person who wants it, and let go of at once when they do not any more, or at the end', () => {
  const { report, person, keepAwake, holding } = setup();
  person.wants = false;
  expect(report({ next: NEXT }, NEXT.dueAt)).toEqual([0, 'off']);
  person.wants = true;
  expect(report({ next: NEXT })).toEqual([1, 'holding']);
  person.wants = false;
  keepAwake.refresh();
  expect(holding.size).toBe(0);
  expect(report({ next: NEXT })).toEqual([0, 'off']);
  person.wants = true;
  report({ next: NEXT });
  keepAwake.destroy();
  expect(holding.size).toBe(0);
});
