import { expect, test } from 'vitest';
import type { Notice } from '../../core/domain/needs.ts';
import { DEFAULT_NOTICES } from '../../core/domain/notices.ts';
import { HOUR, SECOND } from '../../core/domain/time.ts';
import type { FromWorker, TraySummary } from '../../core/rpc/worker-messages.ts';
import { createNoticeDesk } from '../../electron/notice-desk.ts';
import type { Settings, SettingsFile } from '../../electron/settings.ts';

const NOW = Date.UTC(2027, 2, 1, 9);
const NEED = {
  key: 'post a',
  tone: 'danger',
  stamp: 'failed 1',
  title: 'A post was not sent',
  body: '',
  target: { kind: 'post', id: 'a' },
} as const;

const out = (id: string, late = 0): FromWorker => ({
  kind: 'published',
  id,
  account: 'ada',
  tweetId: '1',
  text: id,
  late,
});
const summary = (published: number): FromWorker => ({
  kind: 'heartbeat',
  summary: {
    counts: { published, publishing: 0, checking: 0, retrying: 0 },
    health: { queue: { due: 0 } },
  } as unknown as TraySummary,
});

function setup(problem?: string) {
  const kept = { notices: DEFAULT_NOTICES, toldNeeds: {}, hasPublished: false } as Partial<Settings>;
  const settings: SettingsFile = {
    get: (key) => kept[key] as never,
    set: (key, value) => void Object.assign(kept, { [key]: value }),
  };
  const world = { now: NOW, isDemo: false, problem };
  const shown: string[] = [];
  const opened: unknown[] = [];
  let click: (notice: Notice) => void = () => undefined;
  const start = () =>
    createNoticeDesk({
      settings,
      notifier: {
        show: async (notice) => {
          if (world.problem === undefined) shown.push(notice.title);
          return world.problem;
        },
        close: (key) => void shown.push(`-${key}`),
        probe: async () => world.problem,
        onClick: (listener) => {
          click = listener;
        },
      },
      clock: { now: () => world.now },
      log: { debug() {}, info() {}, warn() {}, error() {} },
      isDemo: () => world.isDemo,
      open: (target) => opened.push(target),
      sayInside: ({ title }) => void shown.push(`inside: ${title}`),
      setBadge: (count) => void shown.push(`badge ${count}`),
      onChange: () => undefined,
    });
  return { kept, world, shown, opened, start, click: (notice: Notice) => click(notice) };
}

test('what was told is not told again by the next Perch', () => {
  const { shown, start } = setup();
  start().hear({ kind: 'needs', needs: [NEED], isWhole: true });
  start().hear({ kind: 'needs', needs: [NEED], isWhole: true });
  expect(shown).toEqual(['A post was not sent']);
});

test('a publisher that gave up is told of, and does not make anybody forget what was told before', () => {
  const { kept, shown, start } = setup();
  start().hear({ kind: 'needs', needs: [NEED], isWhole: true });
  const desk = start();
  desk.setWorker({ state: 'failed', message: 'The store is damaged.' });
  expect(shown).toEqual(['A post was not sent', 'Perch has stopped publishing']);
  desk.setWorker({ state: 'running' });
  desk.hear({ kind: 'needs', needs: [NEED], isWhole: true });
  expect(shown.slice(2)).toEqual(['-publisher']);
  expect(kept.toldNeeds).toEqual({ 'post a': 'failed 1' });
});

test('the first post is one of this life only when there was none before', () => {
  const fresh = setup();
  const desk = fresh.start();
  desk.hear(summary(0));
  // It may be counted before it is told of.
  desk.hear(summary(1));
  desk.hear(out('a'));
  expect(fresh.shown).toEqual(['Your first post is out']);
  expect(fresh.kept.hasPublished).toBe(true);

  const old = setup();
  const later = old.start();
  later.hear(summary(5));
  later.hear(out('a'));
  expect(old.shown).toEqual([]);
});

test('nobody is told of posts that are made up', () => {
  const { kept, world, shown, start } = setup();
  world.isDemo = true;
  const desk = start();
  desk.hear(summary(3));
  desk.hear({ kind: 'needs', needs: [NEED], isWhole: true });
  desk.hear(out('a'));
  world.isDemo = false;
  desk.hear(summary(0));
  expect(shown).toEqual([]);
  expect(kept.hasPublished).toBe(false);
});

test('a sleep is quiet and ends in one digest', () => {
  const { kept, world, shown, start } = setup();
  kept.hasPublished = true;
  const desk = start();
  desk.suspend();
  desk.hear({ kind: 'needs', needs: [NEED], isWhole: true });
  world.now += 8 * HOUR;
  desk.wake();
  desk.hear(out('b', 3 * HOUR));
  desk.hear(out('c', 2 * HOUR));
  world.now += 11 * SECOND;
  desk.hear(summary(2));
  desk.hear(summary(2));
  expect(shown).toEqual(['2 posts went out late']);
});

test('a sleep that only the worker noticed is one too', () => {
  const { kept, world, shown, start } = setup();
  kept.hasPublished = true;
  const desk = start();
  world.now += 8 * HOUR;
  desk.hear({ kind: 'needs', needs: [], isWhole: true });
  desk.hear({ kind: 'machine', event: { kind: 'slept', from: NOW, at: world.now, late: 1, missed: 0 } });
  desk.hear(out('b', 3 * HOUR));
  world.now += 11 * SECOND;
  desk.hear(summary(1));
  expect(shown).toEqual(['A post went out late']);
});

test('a click opens what it is about and takes it away', () => {
  const { shown, opened, start, click } = setup();
  start().hear({ kind: 'needs', needs: [NEED], isWhole: true });
  click(NEED);
  expect(opened).toEqual([{ kind: 'post', id: 'a' }]);
  expect(shown).toEqual(['A post was not sent', '-post a']);
});

test('where nothing can be shown it is said inside and counted on the icon', async () => {
  const { world, shown, start } = setup('There is nothing here.');
  const desk = start();
  desk.hear({ kind: 'needs', needs: [NEED], isWhole: true });
  await expect.poll(() => shown).toEqual(['badge 1', 'inside: A post was not sent']);
  expect(desk.state().noticeProblem).toBe('There is nothing here.');
  world.problem = undefined;
  await desk.api.testNotice();
  expect(shown.slice(2)).toEqual(['Perch can reach you', 'badge 0']);
  expect(desk.state().noticeProblem).toBeUndefined();
});
