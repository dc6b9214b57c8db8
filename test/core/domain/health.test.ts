import { describe, expect, test } from 'vitest';
import { type HealthFacts, judgeHealth, type ProcessorRecord } from '../../../core/domain/health.ts';
import { DEFAULT_PROCESSORS, PROCESSOR_NAMES, type ProcessorName } from '../../../core/domain/processor.ts';
import { STATUSES, type Status } from '../../../core/domain/status.ts';
import { HOUR, SECOND } from '../../../core/domain/time.ts';

const now = 1_000_000;
const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
const records: readonly ProcessorRecord[] = PROCESSOR_NAMES.map((name) => ({
  name,
  state: 'idle',
  lastBeat: now - SECOND,
  lastWorked: null,
  restarts: 0,
  failures: 0,
  lastError: null,
}));
const good: HealthFacts = {
  now,
  workers: [{ processors: records, at: now }],
  shared: false,
  trouble: undefined,
  stranded: 0,
  damaged: [],
  settings: DEFAULT_PROCESSORS,
  queue: { due: 0, waiting: 3, messages: 0, poison: 0 },
  oldestOverdue: undefined,
  closedAccounts: [],
  unreadableSince: undefined,
  pausedUntil: null,
  counts,
};
const worse = (name: ProcessorName, change: Partial<ProcessorRecord>) => [
  { processors: records.map((r) => (r.name === name ? { ...r, ...change } : r)), at: now },
];

describe('health', () => {
  test('is healthy when nothing is the matter', () => {
    expect(judgeHealth(good)).toMatchObject({ status: 'healthy', reasons: [] });
  });

  test('does not forget a post while those before it go out', () => {
    const busy = { oldestOverdue: now - HOUR, workers: worse('publish', { lastWorked: now - 20 * SECOND }) };
    expect(judgeHealth({ ...good, ...busy }).status).toBe('healthy');
  });

  test.each<[string, Partial<HealthFacts>, string, string]>([
    ['no worker, posts waiting', { workers: [] }, 'unhealthy', 'no-worker'],
    [
      'no worker, nothing to do',
      { workers: [], queue: { ...good.queue, waiting: 0 } },
      'degraded',
      'no-worker',
    ],
    [
      'a silent processor',
      { workers: worse('publish', { lastBeat: now - 61 * SECOND }) },
      'unhealthy',
      'silent',
    ],
    [
      'a processor that failed once',
      { workers: worse('enqueue', { failures: 1, lastError: 'boom' }) },
      'degraded',
      'restarting',
    ],
    [
      'a processor that keeps failing',
      { workers: worse('enqueue', { failures: 4 }) },
      'unhealthy',
      'restarting',
    ],
    ['a post that is overdue', { oldestOverdue: now - 31 * SECOND }, 'unhealthy', 'overdue'],
    ['poison', { queue: { ...good.queue, poison: 1 } }, 'degraded', 'poison'],
    ['a held account', { closedAccounts: [{ name: 'alice', message: 'Sign in.' }] }, 'degraded', 'account'],
    [
      'a limit of X',
      { closedAccounts: [{ name: 'alice', message: 'Wait.', until: now + HOUR }] },
      'degraded',
      'throttled',
    ],
    ['a timeline that cannot be read', { unreadableSince: now - HOUR }, 'degraded', 'unreadable'],
    ['a pause', { pausedUntil: Number.POSITIVE_INFINITY, oldestOverdue: now - HOUR }, 'paused', 'paused'],
    [
      'a processor that is switched off',
      { settings: { ...DEFAULT_PROCESSORS, publish: { ...DEFAULT_PROCESSORS.publish, enabled: false } } },
      'degraded',
      'disabled',
    ],
    [
      'one that is overdue although another left a while ago',
      { oldestOverdue: now - HOUR, workers: worse('publish', { lastWorked: now - 31 * SECOND }) },
      'unhealthy',
      'overdue',
    ],
  ])('%s', (_name, change, status, code) => {
    const health = judgeHealth({ ...good, ...change });
    expect(health.status).toBe(status);
    expect(health.reasons.map((reason) => reason.code)).toContain(code);
    expect(health.reasons.every((reason) => /^[@A-Z\d].*\.$/.test(reason.message))).toBe(true);
  });

  test('is the worst of all reasons', () => {
    const both = {
      ...good,
      pausedUntil: Number.POSITIVE_INFINITY,
      workers: worse('enqueue', { lastBeat: 0 }),
    };
    expect(judgeHealth(both).status).toBe('unhealthy');
  });

  test('posts that need a person are counted, but are not ill health', () => {
    expect(judgeHealth({ ...good, counts: { ...counts, failed: 1, missed: 2, held: 3 } })).toMatchObject({
      status: 'healthy',
      attention: 6,
    });
  });
});
