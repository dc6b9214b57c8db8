import type { ProcessorRecord } from '../../../core/domain/health.ts';
import { DEFAULT_SLOTS, type PostingPlans } from '../../../core/domain/slots.ts';
import { STATUSES, type Status } from '../../../core/domain/status.ts';
import { troubleSentence } from '../../../core/domain/storage.ts';
import { DAY, HOUR, MINUTE } from '../../../core/domain/time.ts';
import type { PostView } from '../../../core/domain/view.ts';
import type { Overview, WorkerView } from '../../../core/rpc/contract.ts';

type Facts = {
  readonly people?: { readonly real?: true };
  readonly health?: 'good' | 'bad' | 'paused';
  readonly accounts?: number;
  readonly pausedUntil: number | null;
  readonly settings: Overview['settings'];
  readonly late: Overview['late'];
  readonly capUsd: number | null;
  readonly storage?: 'shared' | 'away';
  readonly plans: PostingPlans;
  readonly spending?: NonNullable<Overview['spending']>;
  /** The first account is held. */
  readonly held?: boolean;
};

const COUNTS = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;

/** What the worker would say of these posts. */
export function sampleOverview(
  posts: readonly PostView[],
  {
    health,
    accounts: count = 1,
    pausedUntil,
    settings,
    storage,
    plans,
    spending,
    late,
    capUsd,
    held: isHeld,
    people,
  }: Facts,
): Overview {
  const counts = { ...COUNTS };
  for (const post of posts) counts[post.status] += 1;
  const next =
    posts.find((post) => post.status === 'scheduled' && Date.parse(post.dueAt ?? '') > Date.now()) ?? null;
  const isBad = health === 'bad';
  const record = (name: 'enqueue' | 'publish' | 'check' | 'poison', age: number) => ({
    name,
    state: 'idle' as const,
    lastBeat: Date.now() - age,
    lastWorked: name === 'poison' ? null : Date.now() - age - 60_000,
    restarts: 0,
    failures: 0,
    lastError: null,
  });
  const processors = [
    record('enqueue', 2_000),
    isBad
      ? {
          ...record('publish', 4_000),
          state: 'backing-off' as const,
          restarts: 5,
          failures: 5,
          lastError: 'SQLITE_BUSY: database is locked',
        }
      : { ...record('publish', 1_000), state: 'working' as const },
    isBad ? record('check', 95_000) : record('check', 9_000),
    record('poison', 21_000),
  ];
  const reasons = isBad
    ? ([
        {
          code: 'restarting',
          severity: 'unhealthy',
          message: 'The publish processor failed (SQLITE_BUSY: database is locked) and is being restarted.',
        },
        {
          code: 'silent',
          severity: 'unhealthy',
          message: 'The check processor has been silent for 95 s. Restart Perch if this stays.',
        },
        {
          code: 'poison',
          severity: 'degraded',
          message: '2 message(s) could not be worked. Look at them with `perch poison list`.',
        },
      ] as const)
    : pausedUntil !== null
      ? ([
          {
            code: 'paused',
            severity: 'paused',
            message: 'Publishing is paused. Resume to send what is due.',
          },
        ] as const)
      : [];
  const accounts = Array.from({ length: count }, (_, i) => ({
    name: i === 0 ? 'sandbox' : `perch_${i}`,
    kind: people?.real ? ('x' as const) : ('sandbox' as const),
    premium: i === 1,
    gate:
      isHeld && i === 0
        ? { state: 'held' as const, reason: 'auth' as const, detail: '401', since: Date.now() }
        : { state: 'open' as const },
    slots: DEFAULT_SLOTS,
    signIn:
      i === 0 ? ({ kind: 'lasting' } as const) : ({ kind: 'renewed', endsAt: Date.now() + HOUR } as const),
    ...plans[i === 0 ? 'sandbox' : `perch_${i}`],
  }));
  const { failed, missed, held } = counts;
  const isAway = storage === 'away';
  const since = Date.now() - 18 * MINUTE;
  const trouble = { kind: 'unavailable', detail: 'ECONNREFUSED', since } as const;
  const away = { code: 'storage', severity: 'degraded', message: troubleSentence(trouble), since } as const;
  return {
    storage: {
      kind: storage ? 'azure' : 'local',
      account: storage ? 'perchposts' : '',
      ...(isAway && { trouble }),
    },
    workers: storage ? sampleWorkers(processors) : [],
    settings,
    unsynced: posts.filter(({ unsynced }) => unsynced).length,
    health: {
      status: isAway ? 'degraded' : isBad ? 'unhealthy' : pausedUntil !== null ? 'paused' : 'healthy',
      reasons: isAway ? [away] : reasons,
      processors,
      queue: {
        due: counts.queued,
        waiting: counts.scheduled,
        messages: counts.queued,
        poison: isBad ? 2 : 0,
        ...(counts.queued > 0 && { oldestDue: Date.now() - 4 * MINUTE }),
      },
      attention: failed + missed + held,
    },
    counts,
    accounts,
    storageMs: storage ? 84 : 3,
    late,
    spending: spending ?? { month: '2026-11', spentUsd: 3.42, plannedUsd: 1.23, capUsd },
    pausedUntil,
    next,
  };
}

function sampleWorkers(processors: readonly ProcessorRecord[]): readonly WorkerView[] {
  const now = Date.now();
  const about = { version: '0.1.0', processors, live: true, self: false } as const;
  return [
    {
      ...about,
      id: '1',
      host: 'ada-laptop',
      kind: 'app',
      startedAt: now - 3 * HOUR,
      lastBeat: now,
      self: true,
    },
    {
      ...about,
      id: '2',
      host: 'office-server.example.org',
      kind: 'cli',
      startedAt: now - 9 * DAY,
      lastBeat: now - 70_000,
    },
    {
      ...about,
      id: '3',
      host: 'old-desktop',
      kind: 'app',
      startedAt: now - 2 * DAY,
      lastBeat: now - 7 * HOUR,
      live: false,
    },
  ];
}
