import { plain } from '../../domain/escape.ts';
import type { HealthStatus, ProcessorRecord } from '../../domain/health.ts';
import { distance, isoUtc } from '../../domain/zone.ts';
import type { Overview, WorkerView } from '../../rpc/contract.ts';
import type { Answer, CliContext } from '../context.ts';
import { facts, plural, table, when } from '../format.ts';
import { withHome } from '../home.ts';
import { answer } from '../output.ts';
import { pauseView } from '../pause-view.ts';

const SENTENCES: Readonly<Record<HealthStatus, string>> = {
  healthy: 'Perch is healthy.',
  paused: 'Publishing is paused.',
  degraded: 'Perch needs your attention.',
  unhealthy: 'Perch is not publishing.',
};

/** How the worker, its processors and the queue are. */
export async function health(context: CliContext): Promise<Answer> {
  return withHome(context, async (home) => {
    const overview = await home.overview();
    const { status } = overview.health;
    return answer(
      toView(overview),
      () => describe(overview, context.now()),
      status === 'healthy' || status === 'paused' ? 0 : 1,
    );
  });
}

function toView({
  health: { status, reasons, processors, queue, attention },
  counts,
  accounts,
  pausedUntil,
  next,
  storage,
  workers,
  unsynced,
}: Overview) {
  return {
    status,
    reasons: reasons.map(({ since, until, ...rest }) => ({
      ...rest,
      ...(since !== undefined && { since: isoUtc(since) }),
      ...(until !== undefined && { until: isoUtc(until) }),
    })),
    storage: { kind: storage.kind, account: storage.account, reachable: storage.trouble === undefined },
    processors: processors.map(viewProcessor),
    workers: workers.map(({ startedAt, lastBeat, processors: own, self: _, ...rest }) => ({
      ...rest,
      startedAt: isoUtc(startedAt),
      lastBeat: isoUtc(lastBeat),
      processors: own.map(viewProcessor),
    })),
    queue: { ...queue, oldestDue: queue.oldestDue === undefined ? null : isoUtc(queue.oldestDue) },
    attention,
    unsynced,
    counts,
    accounts: accounts.map(({ name, kind, premium, gate }) => ({
      name,
      kind,
      premium,
      gate: gate.state,
      ...(gate.state === 'throttled' && { until: isoUtc(gate.until) }),
    })),
    pausedUntil: pauseView(pausedUntil),
    next,
  };
}

function viewProcessor({ lastBeat, lastWorked, outage: _, ...rest }: ProcessorRecord) {
  return {
    ...rest,
    lastBeat: isoUtc(lastBeat),
    lastWorked: lastWorked === null ? null : isoUtc(lastWorked),
  };
}

function describe({ health: judged, counts, next, workers, unsynced }: Overview, now: number): string {
  const { queue, processors, attention } = judged;
  const reasons = judged.reasons.map(
    ({ message, since, until }) => `- ${message}${timed('Since', since)}${timed('Until', until)}`,
  );
  const sentence =
    attention > 0 && judged.status === 'healthy'
      ? `Perch is healthy; ${plural(attention, 'post needs', 'posts need')} you.`
      : SENTENCES[judged.status];
  const queueFacts = facts([
    [
      'Due',
      `${queue.due}${queue.oldestDue === undefined ? '' : `, the first ${distance(queue.oldestDue, now)}`}`,
    ],
    ['Waiting', String(queue.waiting)],
    ['Need you', `${attention} (failed ${counts.failed}, missed ${counts.missed}, held ${counts.held})`],
    ['Poison', String(queue.poison)],
    ...(unsynced > 0 ? [['Will sync', `${unsynced} (saved on this computer)`] as const] : []),
    ['Next', next ? `${when(next.dueAt, next.zone)}, @${next.account}` : 'nothing'],
  ]);
  const rows = processors.map(({ name, state, lastBeat, restarts, lastError }) => [
    name,
    state,
    distance(lastBeat, now),
    String(restarts),
    lastError ?? '',
  ]);
  const list =
    rows.length === 0 ? [] : [table(['PROCESSOR', 'STATE', 'LAST BEAT', 'RESTARTS', 'LAST ERROR'], rows)];
  return [[sentence, ...reasons].join('\n'), queueFacts, ...describeWorkers(workers, now), ...list].join(
    '\n\n',
  );
}

const timed = (word: string, at: number | undefined): string =>
  at === undefined ? '' : ` (${word} ${isoUtc(at)}.)`;

function describeWorkers(workers: readonly WorkerView[], now: number): readonly string[] {
  if (workers.length === 0) return [];
  const rows = workers.map(({ host, kind, version, lastBeat, live, processors }) => [
    plain(host),
    kind === 'app' ? 'app' : 'headless',
    version,
    `${distance(Math.min(lastBeat, now), now)}${live ? '' : ' (gone)'}`,
    live ? doing(processors) : '-',
  ]);
  return [table(['COMPUTER', 'KIND', 'VERSION', 'LAST SEEN', 'DOING'], rows)];
}

/** The processors that do something, or are not well; otherwise that there is nothing to do. */
function doing(processors: readonly ProcessorRecord[]): string {
  const busy = processors.filter(({ state }) => state !== 'idle');
  return busy.length === 0 ? 'waiting' : busy.map(({ name, state }) => `${name} ${state}`).join(', ');
}
