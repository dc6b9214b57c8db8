import { describe, expect, test } from 'vitest';
import type { HealthStatus } from '../../core/domain/health.ts';
import { STATUSES, type Status } from '../../core/domain/status.ts';
import type { TraySummary } from '../../core/rpc/worker-messages.ts';
import {
  type TRAY_STATES,
  type TrayFacts,
  trayMenu,
  trayStateOf,
  trayText,
} from '../../electron/tray-state.ts';

const NONE = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);
const AT_1430 = Date.UTC(2027, 2, 1, 14, 30);

type Options = {
  readonly status?: HealthStatus;
  readonly counts?: Partial<Record<Status, number>>;
  readonly attention?: number;
  readonly pausedUntil?: number;
  readonly next?: TraySummary['next'];
};

function running({
  status = 'healthy',
  counts = {},
  attention = 0,
  pausedUntil,
  next = null,
}: Options = {}): TrayFacts {
  const queue = { due: 0, waiting: 0, messages: 0, poison: 0 };
  const reasons =
    pausedUntil === undefined ? [] : [{ code: 'paused', severity: 'paused', message: 'Paused.' } as const];
  const health = { status, reasons, processors: [], queue, attention };
  const summary = { health, counts: { ...NONE, ...counts }, next, pausedUntil: pausedUntil ?? null };
  return { worker: { state: 'running' }, summary };
}

const labels = (facts: TrayFacts): readonly string[] =>
  trayMenu(facts, clock).map((item) => (item === 'separator' ? '-' : item.label));

describe('the state in the tray', () => {
  test.each<[string, TrayFacts, (typeof TRAY_STATES)[number]]>([
    ['a worker that starts', { worker: { state: 'starting' }, summary: undefined }, 'starting'],
    ['a worker without a report yet', { worker: { state: 'running' }, summary: undefined }, 'starting'],
    ['all well', running(), 'healthy'],
    ['a post on its way', running({ counts: { publishing: 1 } }), 'publishing'],
    ['a post of unknown outcome', running({ counts: { checking: 1 } }), 'publishing'],
    ['a post that needs a person', running({ attention: 1, counts: { publishing: 1 } }), 'attention'],
    ['degraded health', running({ status: 'degraded' }), 'attention'],
    ['paused', running({ status: 'paused' }), 'paused'],
    ['paused with a post that needs a person', running({ status: 'paused', attention: 1 }), 'attention'],
    ['unhealthy', running({ status: 'unhealthy', attention: 1 }), 'error'],
    ['a worker being restarted', { ...running(), worker: { state: 'restarting' } }, 'error'],
    ['a worker that refuses', { ...running(), worker: { state: 'failed', message: 'No.' } }, 'error'],
  ])('%s', (_name, facts, expected) => {
    expect(trayStateOf(facts)).toBe(expected);
  });
});

describe('the line in the tooltip', () => {
  test('says what is queued and when the next one leaves', () => {
    const facts = running({ counts: { scheduled: 2, queued: 1 }, next: { text: 'Hi', dueAt: AT_1430 } });
    expect(trayText(facts, clock)).toBe('Perch: 3 queued, next 14:30');
  });

  test('says that the storage is away, and since it is only a problem, what is queued', () => {
    const message = 'The shared storage cannot be reached: nothing is lost, Perch keeps trying.';
    const facts = running({ status: 'degraded', counts: { scheduled: 1 } });
    const reason = { code: 'storage', severity: 'degraded', message } as const;
    const summary = facts.summary && {
      ...facts.summary,
      health: { ...facts.summary.health, reasons: [reason] },
    };
    expect(trayStateOf({ ...facts, summary })).toBe('attention');
    expect(trayText({ ...facts, summary }, clock)).toBe(
      'Perch: The shared storage cannot be reached: nothing is lost, Perch keeps trying, 1 queued',
    );
  });

  test('says how long it is paused', () => {
    expect(trayText(running({ status: 'paused', pausedUntil: AT_1430 }), clock)).toBe(
      'Perch: paused until 14:30, nothing queued',
    );
    expect(trayText(running({ status: 'paused', pausedUntil: Number.POSITIVE_INFINITY }), clock)).toBe(
      'Perch: paused, nothing queued',
    );
  });

  test('says that somebody is needed', () => {
    expect(trayText(running({ attention: 1 }), clock)).toBe('Perch: nothing queued, 1 needs you');
  });

  test('fits what Windows shows, cut at a whole character', () => {
    const message = '👩‍👩‍👧‍👦'.repeat(60);
    const text = trayText({ worker: { state: 'failed', message }, summary: undefined }, clock);
    expect(text.length).toBeLessThanOrEqual(127);
    expect(text).toMatch(/👩‍👩‍👧‍👦…$/u);
  });
});

describe('the menu', () => {
  test('has every part when it applies', () => {
    const next = { text: 'Launch day is here and everybody is invited', dueAt: AT_1430 };
    expect(labels(running({ counts: { scheduled: 1 }, attention: 2, next }))).toEqual([
      'Perch: 1 queued, next 14:30, 2 need you',
      '-',
      'New post…',
      'Next: “Launch day is here and ever…” 14:30',
      'Pause for 1 hour',
      'Pause until I resume',
      'Needs attention (2)…',
      '-',
      'Open Perch',
      'Quit Perch',
    ]);
  });

  test('offers to resume when paused', () => {
    const menu = labels(running({ status: 'paused', pausedUntil: Number.POSITIVE_INFINITY }));
    expect(menu).toContain('Resume publishing');
    expect(menu.filter((label) => label.startsWith('Pause'))).toEqual([]);
  });

  test('offers no pause without a worker', () => {
    expect(labels({ worker: { state: 'restarting' }, summary: undefined })).toEqual([
      'Perch: publishing stopped and is being restarted',
      '-',
      'New post…',
      '-',
      'Open Perch',
      'Quit Perch',
    ]);
  });
});
