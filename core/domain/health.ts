import type { ProcessorName, ProcessorSettings } from './processor.ts';
import { type Seal, sealSentence } from './seal.ts';
import type { Status } from './status.ts';
import { type StorageTrouble, troubleSentence } from './storage.ts';
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
  /** Its last failure was the store's, not its own. */
  readonly outage?: boolean;
};

/** What a worker said of itself, and when. */
export type WorkerReport = { readonly processors: readonly ProcessorRecord[]; readonly at: Instant };

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy' | 'paused';

export type HealthReason = {
  readonly code:
    | 'no-worker'
    | 'storage'
    | 'offline'
    | 'unsynced'
    | 'silent'
    | 'restarting'
    | 'overdue'
    | 'account'
    | 'signIn'
    | 'throttled'
    | 'poison'
    | 'cap'
    | 'unreadable'
    | 'paused'
    | 'sealed'
    | 'keyring'
    | 'disabled';
  readonly severity: Exclude<HealthStatus, 'healthy'>;
  /** One plain sentence: what is the matter and what to do. */
  readonly message: string;
  readonly since?: Instant;
  /** When it ends by itself. */
  readonly until?: Instant;
};

export type QueueDepth = {
  /** Posts whose time has come and that are not out. */
  readonly due: number;
  /** Posts waiting for their time. */
  readonly waiting: number;
  /** Hints on the queue. */
  readonly messages: number;
  readonly poison: number;
  /** When the first of those was due whose time has come; absent: there is none. */
  readonly oldestDue?: Instant;
};

export type HealthFacts = {
  readonly now: Instant;
  /** Of the workers that are alive, the own one first. One of them that is well is enough. */
  readonly workers: readonly WorkerReport[];
  /** Several computers may use the store. */
  readonly shared: boolean;
  /** While there is some, what is stored is not known as it is. */
  readonly trouble: StorageTrouble | undefined;
  /** Since when this computer does not reach X. */
  readonly offlineSince?: Instant | undefined;
  /** Posts kept on this computer that no storage took: it is another one than they were written for. */
  readonly stranded: number;
  /** Files of such posts that cannot be read; kept aside. */
  readonly damaged: readonly string[];
  readonly settings: Readonly<Record<ProcessorName, ProcessorSettings>>;
  readonly queue: QueueDepth;
  /** Due time of the oldest post that should have been armed by now and can be, if any. */
  readonly oldestOverdue: Instant | undefined;
  readonly closedAccounts: readonly {
    readonly name: string;
    readonly message: string;
    readonly until?: Instant;
  }[];
  /** Accounts whose sign-in ends soon unless it is used. */
  readonly endingSignIns?: readonly { readonly name: string; readonly end: Instant }[];
  /** Since when a post's outcome could not be read. */
  readonly unreadableSince: Instant | undefined;
  readonly pausedUntil: Instant | null;
  /** Why nothing may be sent or changed, if so. */
  readonly seal?: Seal | undefined;
  /** Posts that the monthly cap holds, and the cap in USD. */
  readonly capped?: number;
  readonly capUsd?: number | null;
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
  const worker = wellest(facts);
  const reasons = facts.seal
    ? sealReasons(facts.seal)
    : [
        ...pauseReasons(facts),
        ...offlineReasons(facts),
        ...storageReasons(facts),
        ...worker.reasons,
        ...queueReasons(facts),
        ...accountReasons(facts),
      ];
  const { failed, missed, held } = facts.counts;
  return {
    status: worstOf(reasons),
    reasons,
    processors: worker.processors,
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

/** Nothing is lost by it, and nobody can do anything about it here. */
function offlineReasons({ offlineSince }: HealthFacts): readonly HealthReason[] {
  if (offlineSince === undefined) return [];
  const message =
    'This computer does not reach X. Posts wait, and go out within their late windows as soon as it does. Check the network if this stays.';
  return [{ code: 'offline', severity: 'degraded', message, since: offlineSince }];
}

function worstOf(reasons: readonly HealthReason[]): HealthStatus {
  return reasons.reduce<HealthStatus>(
    (worst, { severity }) => (RANK[severity] > RANK[worst] ? severity : worst),
    'healthy',
  );
}

function storageReasons({ trouble, queue, stranded, damaged }: HealthFacts): readonly HealthReason[] {
  const reasons: HealthReason[] = [];
  if (trouble) {
    const severity = queue.due > 0 ? 'unhealthy' : 'degraded';
    reasons.push({ code: 'storage', severity, message: troubleSentence(trouble), since: trouble.since });
  }
  if (stranded > 0) {
    const message = `${stranded} post(s) wait on this computer for a shared storage that is not in use now. Use it again to send them.`;
    reasons.push({ code: 'unsynced', severity: 'degraded', message });
  }
  for (const file of damaged) {
    const message = `A post that was saved on this computer cannot be read and is kept as ${file}. Look at it and write the post anew.`;
    reasons.push({ code: 'unsynced', severity: 'degraded', message });
  }
  return reasons;
}

type Judged = {
  readonly processors: readonly ProcessorRecord[];
  readonly reasons: readonly HealthReason[];
};

/** The worker that is least unwell: whoever shares the store with it is served. */
function wellest(facts: HealthFacts): Judged {
  const judged = facts.workers.map((worker) => ({
    processors: worker.processors,
    reasons: worker.processors.flatMap((record) => reasonsOf(record, worker.at, facts)),
  }));
  const [best] = judged.toSorted((a, b) => RANK[worstOf(a.reasons)] - RANK[worstOf(b.reasons)]);
  // Nobody knows who else is at work while the store cannot be asked.
  return best ?? { processors: [], reasons: facts.trouble ? [] : noWorker(facts) };
}

function noWorker({ queue }: HealthFacts): readonly HealthReason[] {
  const open = queue.due + queue.waiting > 0;
  const message = 'No worker is running, so nothing is published. Open Perch or run `perch worker`.';
  return [{ code: 'no-worker', severity: open ? 'unhealthy' : 'degraded', message }];
}

/** `at`: when the worker said so. How long it has been silent since is not the processor's doing. */
function reasonsOf(record: ProcessorRecord, at: Instant, facts: HealthFacts): readonly HealthReason[] {
  const { enabled, reportTimeout } = facts.settings[record.name];
  if (!enabled) {
    const message = `The ${record.name} processor is switched off. Switch it on with \`perch processors set ${record.name} --enabled true\`.`;
    return [{ code: 'disabled', severity: 'degraded', message }];
  }
  const silent = at - record.lastBeat;
  if (silent > reportTimeout) {
    const message = `The ${record.name} processor has been silent for ${Math.round(silent / SECOND)} s. Restart Perch if this stays.`;
    return [{ code: 'silent', severity: 'unhealthy', message }];
  }
  if (record.failures > 0 && !isExplained(record, facts)) {
    const message = `The ${record.name} processor failed (${record.lastError ?? 'no message'}) and is being restarted.`;
    return [{ code: 'restarting', severity: record.failures > 3 ? 'unhealthy' : 'degraded', message }];
  }
  return [];
}

/** It failed because of a shared storage that is away, which is told of once, or that is back. */
function isExplained({ outage, state }: ProcessorRecord, { shared, trouble }: HealthFacts): boolean {
  return outage === true && shared && (trouble !== undefined || state !== 'backing-off');
}

/** When a post was last settled, as far as is known. */
function lastSent({ workers }: HealthFacts): Instant {
  const publishers = workers.flatMap(({ processors }) => processors.filter(({ name }) => name === 'publish'));
  return Math.max(0, ...publishers.map(({ lastWorked }) => lastWorked ?? 0));
}

function queueReasons(facts: HealthFacts): readonly HealthReason[] {
  const reasons: HealthReason[] = [];
  // Many at once leave one after the other: as long as they do, the last of them is not forgotten.
  const late =
    facts.oldestOverdue === undefined ? 0 : facts.now - Math.max(facts.oldestOverdue, lastSent(facts));
  // What is remembered of a store that is away may have left by way of another computer.
  if (late > OVERDUE && !facts.trouble && !isPaused(facts.pausedUntil, facts.now)) {
    const message = `A post has been due for ${Math.round((facts.now - (facts.oldestOverdue ?? facts.now)) / SECOND)} s and has not left. See \`perch list --status scheduled\`.`;
    reasons.push({ code: 'overdue', severity: 'unhealthy', message });
  }
  if (facts.queue.poison > 0) {
    const message = `${facts.queue.poison} message(s) could not be worked. Look at them with \`perch poison list\`.`;
    reasons.push({ code: 'poison', severity: 'degraded', message });
  }
  if ((facts.capped ?? 0) > 0) {
    const message = `The monthly cap of $${facts.capUsd ?? 0} holds ${facts.capped} post(s). Raise it in Settings or with \`perch settings set --spend-cap\`, or wait for the next month.`;
    reasons.push({ code: 'cap', severity: 'degraded', message });
  }
  return reasons;
}

function accountReasons(facts: HealthFacts): readonly HealthReason[] {
  const reasons: HealthReason[] = facts.closedAccounts.map(({ name, message, until }) => ({
    code: until === undefined ? 'account' : 'throttled',
    severity: 'degraded',
    message: `@${name}: ${message}`,
    ...(until !== undefined && { until }),
  }));
  for (const { name, end } of facts.endingSignIns ?? []) {
    const message = `@${name}: X ends a sign-in that is not used for about half a year. Renew it with \`perch accounts test ${name}\`, or sign in again.`;
    reasons.push({ code: 'signIn', severity: 'degraded', message, until: end });
  }
  if (facts.unreadableSince !== undefined && facts.now - facts.unreadableSince > UNREADABLE) {
    const message =
      'X could not be read for 30 minutes, so a post of unknown outcome is still being checked.';
    reasons.push({ code: 'unreadable', severity: 'degraded', message });
  }
  return reasons;
}
