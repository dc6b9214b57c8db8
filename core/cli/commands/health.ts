import type { HealthStatus } from '../../domain/health.ts';
import { distance, isoUtc } from '../../domain/zone.ts';
import type { Overview } from '../../rpc/contract.ts';
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
}: Overview) {
  return {
    status,
    reasons,
    processors: processors.map(({ lastBeat, lastWorked, ...rest }) => ({
      ...rest,
      lastBeat: isoUtc(lastBeat),
      lastWorked: lastWorked === null ? null : isoUtc(lastWorked),
    })),
    queue,
    attention,
    counts,
    accounts: accounts.map(({ name, kind, premium, gate }) => ({ name, kind, premium, gate: gate.state })),
    pausedUntil: pauseView(pausedUntil),
    next,
  };
}

function describe({ health: judged, counts, next }: Overview, now: number): string {
  const { queue, processors, attention } = judged;
  const reasons = judged.reasons.map(({ message }) => `- ${message}`);
  const sentence =
    attention > 0 && judged.status === 'healthy'
      ? `Perch is healthy; ${plural(attention, 'post needs', 'posts need')} you.`
      : SENTENCES[judged.status];
  const queueFacts = facts([
    ['Due', String(queue.due)],
    ['Waiting', String(queue.waiting)],
    ['Need you', `${attention} (failed ${counts.failed}, missed ${counts.missed}, held ${counts.held})`],
    ['Poison', String(queue.poison)],
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
  return [[sentence, ...reasons].join('\n'), queueFacts, ...list].join('\n\n');
}
