import type { ProcessorName, ProcessorSettings } from './processor.ts';
import { type Seal, sealSentence } from './seal.ts';
import type { Status } from './status.ts';
import { type Instant, MINUTE, SECOND } from './time.ts';

export type ProcessorState = 'starting' | 'idle' | 'working' | 'backing-off' | 'paused' | 'stopped';

/** What the supervisor knows of one processor. */
export type ProcessorRecord = {
  readonly name: ProcessorName;
  readonly state: ProcessorState;
  readonly lastBeat: Instant;
  /** When it last did something, not just looked. */
  readonly lastWorked: Instant | null;
  readonly restarts: number;
  /** Failures in a row: the step in the back-off table. */
  readonly failures: number;
  readonly lastError: string | null;
};

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy' | 'paused';

export type HealthReason = {
  readonly code:
    | 'no-worker'
    | 'silent'
    | 'restarting'
    | 'overdue'
    | 'account'
    | 'poison'
    | 'unreadable'
    | 'paused'
    | 'sealed'
    | 'disabled';
  readonly severity: Exclude<HealthStatus, 'healthy'>;
  /** One plain sentence: what is the matter and what to do. */
  readonly message: string;
};

export type QueueDepth = {
  /** Posts whose time has come and that are not out. */
  readonly due: number;
  /** Posts waiting for their time. */
  readonly waiting: number;
  /** Hints on the queue. */
  readonly messages: number;
  readonly poison: number;
};

export type HealthFacts = {
  readonly now: Instant;
  /** Undefined: no worker has reported. */
  readonly processors: readonly ProcessorRecord[] | undefined;
  readonly settings: Readonly<Record<ProcessorName, ProcessorSettings>>;
  readonly queue: QueueDepth;
  /** Due time of the oldest post that should have been armed by now and can be, if any. */
  readonly oldestOverdue: Instant | undefined;
  readonly heldAccounts: readonly { readonly name: string; readonly message: string }[];
  /** Since when a post's outcome could not be read. */
  readonly unreadableSince: Instant | undefined;
  readonly pausedUntil: Instant | null;
  /** Why nothing may be sent or changed, if so. */
  readonly seal?: Seal | undefined;
  readonly counts: Readonly<Record<Status, number>>;
};

export type Health = {
  readonly status: HealthStatus;
  readonly reasons: readonly HealthReason[];
  readonly processors: readonly ProcessorRecord[];
  readonly queue: QueueDepth;
  /** Posts that wait for a person: failed, missed, held. */
  readonly attention: number;
};

/** A post this late without being armed means that the loop does not turn, whatever it says. */
export const OVERDUE = 30 * SECOND;
const UNREADABLE = 30 * MINUTE;
const RANK: Readonly<Record<HealthStatus, number>> = { healthy: 0, paused: 1, degraded: 2, unhealthy: 3 };

export function isPaused(pausedUntil: Instant | null, now: Instant): boolean {
  return pausedUntil !== null && pausedUntil > now;
}

/** Worst-of health, with every reason. Unknown is never healthy. */
export function judgeHealth(facts: HealthFacts): Health {
  const reasons = facts.seal
    ? sealReasons(facts.seal)
    : [...pauseReasons(facts), ...processorReasons(facts), ...queueReasons(facts), ...accountReasons(facts)];
  const status = reasons.reduce<HealthStatus>(
    (worst, r) => (RANK[r.severity] > RANK[worst] ? r.severity : worst),
    'healthy',
  );
  const { failed, missed, held } = facts.counts;
  return {
    status,
    reasons,
    processors: facts.processors ?? [],
    queue: facts.queue,
    attention: failed + missed + held,
  };
}

/** Nothing else about posts that are in force elsewhere is worth a word. */
function sealReasons(seal: Seal): readonly HealthReason[] {
  return [{ code: 'sealed', severity: 'paused', message: sealSentence(seal) }];
}

function pauseReasons(facts: HealthFacts): readonly HealthReason[] {
  if (!isPaused(facts.pausedUntil, facts.now)) return [];
  return [
    { code: 'paused', severity: 'paused', message: 'Publishing is paused. Resume to send what is due.' },
  ];
}

function processorReasons(facts: HealthFacts): readonly HealthReason[] {
  if (!facts.processors) {
    const open = facts.queue.due + facts.queue.waiting > 0;
    const message = 'No worker is running, so nothing is published. Open Perch or run `perch worker`.';
    return [{ code: 'no-worker', severity: open ? 'unhealthy' : 'degraded', message }];
  }
  return facts.processors.flatMap((record) => reasonsOf(record, facts));
}

function reasonsOf(record: ProcessorRecord, { settings, now }: HealthFacts): readonly HealthReason[] {
  const { enabled, reportTimeout } = settings[record.name];
  if (!enabled) {
    const message = `The ${record.name} processor is switched off. Switch it on with \`perch processors set ${record.name} --enabled true\`.`;
    return [{ code: 'disabled', severity: 'degraded', message }];
  }
  const silent = now - record.lastBeat;
  if (silent > reportTimeout) {
    const message = `The ${record.name} processor has been silent for ${Math.round(silent / SECOND)} s. Restart Perch if this stays.`;
    return [{ code: 'silent', severity: 'unhealthy', message }];
  }
  if (record.failures > 0) {
    const message = `The ${record.name} processor failed (${record.lastError ?? 'no message'}) and is being restarted.`;
    return [{ code: 'restarting', severity: record.failures > 3 ? 'unhealthy' : 'degraded', message }];
  }
  return [];
}

function queueReasons(facts: HealthFacts): readonly HealthReason[] {
  const reasons: HealthReason[] = [];
  const late = facts.oldestOverdue === undefined ? 0 : facts.now - facts.oldestOverdue;
  if (late > OVERDUE && !isPaused(facts.pausedUntil, facts.now)) {
    const message = `A post has been due for ${Math.round(late / SECOND)} s and has not left. See \`perch list --status scheduled\`.`;
    reasons.push({ code: 'overdue', severity: 'unhealthy', message });
  }
  if (facts.queue.poison > 0) {
    const message = `${facts.queue.poison} message(s) could not be worked. Look at them with \`perch poison list\`.`;
    reasons.push({ code: 'poison', severity: 'degraded', message });
  }
  return reasons;
}

function accountReasons(facts: HealthFacts): readonly HealthReason[] {
  const reasons: HealthReason[] = facts.heldAccounts.map(({ name, message }) => ({
    code: 'account',
    severity: 'degraded',
    message: `@${name}: ${message}`,
  }));
  if (facts.unreadableSince !== undefined && facts.now - facts.unreadableSince > UNREADABLE) {
    const message =
      'X could not be read for 30 minutes, so a post of unknown outcome is still being checked.';
    reasons.push({ code: 'unreadable', severity: 'degraded', message });
  }
  return reasons;
}
