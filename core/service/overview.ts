import { type Account, gateAt } from '../domain/account.ts';
import { adviceOf, EXPLANATIONS } from '../domain/explain.ts';
import { judgeHealth, type WorkerReport } from '../domain/health.ts';
import { DEFAULT_LATE_POLICY } from '../domain/late.ts';
import type { MachineEvent } from '../domain/machine-event.ts';
import type { Post } from '../domain/post.ts';
import { DEFAULT_PROCESSORS } from '../domain/processor.ts';
import type { ReasonKind } from '../domain/reason.ts';
import { endOfSignIn, type SignIn } from '../domain/sign-in.ts';
import { DEFAULT_SLOTS } from '../domain/slots.ts';
import { monthOf, spendingOf } from '../domain/spending.ts';
import { STATUSES, type Status } from '../domain/status.ts';
import type { StorageView } from '../domain/storage.ts';
import { type Instant, MINUTE } from '../domain/time.ts';
import type { UploadProgress } from '../domain/upload.ts';
import { type PostView, viewPost, viewUnsynced } from '../domain/view.ts';
import { commandOf } from '../domain/way-out.ts';
import type { WorkerRecord } from '../ports/worker-directory.ts';
import type { AccountView, Overview, WorkerView } from '../rpc/contract.ts';
import type { StoredFacts } from './stored-facts.ts';

/** What is known without asking the store. */
export type LiveFacts = {
  readonly now: Instant;
  /** The worker of this process, if it has one. */
  readonly self: WorkerRecord | undefined;
  readonly storage: StorageView;
  /** As they were when they were last read, if not by this process. */
  readonly knownAccounts: readonly Account[];
  /** Posts that wait on this computer for the storage that is in use. */
  readonly unsynced: readonly Post[];
  readonly stranded: number;
  readonly damaged: readonly string[];
  readonly uploads?: readonly UploadProgress[];
  /** Since when this computer does not reach X. */
  readonly offlineSince?: Instant | undefined;
  /** What happened to this computer lately. */
  readonly machine?: readonly MachineEvent[];
  /** How long the keys of an account are good that the worker of this process has. */
  readonly signIn?: (account: string) => SignIn | undefined;
};

/** On top of two beats left out: clocks differ, and so does the way of a beat through the network. */
const SLACK = MINUTE;
const NO_COUNTS = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;

/** Everything the tray, the window's strip and `perch health` say. `stored` undefined: nothing was read yet. */
export function overviewOf(stored: StoredFacts | undefined, live: LiveFacts): Overview {
  const { now, unsynced } = live;
  const counts = countsWith(stored?.counts ?? NO_COUNTS, unsynced);
  const workers = workersOf(stored, live);
  const storage = stored || live.storage.kind === 'local' ? live.storage : unanswered(live);
  const settings = stored?.settings ?? DEFAULT_PROCESSORS;
  const accounts = (stored?.accounts ?? live.knownAccounts).map((account) =>
    viewAccount(account, stored, live),
  );
  return {
    health: judgeHealth({
      now,
      workers: workers.filter(({ live: isLive }) => isLive).map(reportOf),
      shared: storage.kind !== 'local',
      trouble: storage.trouble,
      offlineSince: live.offlineSince,
      stranded: live.stranded,
      damaged: live.damaged,
      settings,
      pausedUntil: stored?.pausedUntil ?? null,
      seal: stored?.seal,
      counts,
      queue: depthOf(stored, live),
      oldestOverdue: stored?.oldestOverdue,
      unreadableSince: stored?.unreadableSince,
      closedAccounts: closedAccounts(stored, now),
      endingSignIns: endingSignIns(accounts, now),
      capped: stored?.capped ?? 0,
      capUsd: stored?.spending.capUsd ?? null,
    }),
    storage,
    workers,
    settings,
    unsynced: unsynced.length,
    ...(live.uploads && live.uploads.length > 0 && { uploads: live.uploads }),
    ...(live.machine && live.machine.length > 0 && { machine: live.machine }),
    counts,
    accounts,
    storageMs: stored?.took ?? null,
    late: stored?.late ?? DEFAULT_LATE_POLICY,
    spending: stored?.spending ?? spendingOf(monthOf(now), [], live.knownAccounts, null),
    pausedUntil: stored?.pausedUntil ?? null,
    next: nextOf(stored, live),
  };
}

function viewAccount(
  { name, kind, premium, gate }: Account,
  stored: StoredFacts | undefined,
  live: LiveFacts,
): AccountView {
  const { slots = DEFAULT_SLOTS, ...planned } = stored?.plans[name] ?? {};
  const signIn = live.signIn?.(name);
  return {
    name,
    kind,
    premium,
    gate: gateAt(gate, live.now),
    slots,
    ...planned,
    ...(signIn && { signIn }),
  };
}

/** One that X does not take any more is told of as such. */
function endingSignIns(accounts: readonly AccountView[], now: Instant) {
  return accounts.flatMap(({ name, signIn, gate }) => {
    const end = gate.state === 'held' ? undefined : endOfSignIn(signIn, now);
    return end === undefined ? [] : [{ name, end }];
  });
}

/** Unknown is never healthy. */
function unanswered({ storage, now }: LiveFacts): StorageView {
  const trouble = { kind: 'unavailable', detail: 'no answer yet', since: now } as const;
  return { ...storage, trouble: storage.trouble ?? trouble };
}

function countsWith(counts: Readonly<Record<Status, number>>, more: readonly Post[]): Record<Status, number> {
  const sum = { ...counts };
  for (const { status } of more) sum[status] += 1;
  return sum;
}

const isDue = ({ status, dueAt }: Post, now: Instant): boolean =>
  status === 'scheduled' && dueAt !== null && dueAt <= now;

function depthOf(stored: StoredFacts | undefined, { unsynced, now }: LiveFacts) {
  const { due = 0, waiting = 0, messages = 0, poison = 0, next, at = now } = stored ?? {};
  // Its time has come since the store was read.
  const ripened =
    next?.status === 'scheduled' && next.dueAt !== null && next.dueAt > at && next.dueAt <= now ? 1 : 0;
  const own = unsynced.filter((post) => isDue(post, now)).length;
  const scheduled = unsynced.filter(({ status }) => status === 'scheduled').length;
  const ripe = [
    stored?.oldestDue,
    ripened > 0 ? next?.dueAt : undefined,
    ...unsynced.filter((post) => isDue(post, now)).map(({ dueAt }) => dueAt),
  ].filter((at) => typeof at === 'number');
  return {
    due: due + ripened + own,
    waiting: waiting - ripened + scheduled - own,
    messages,
    poison,
    ...(ripe.length > 0 && { oldestDue: Math.min(...ripe) }),
  };
}

function closedAccounts(stored: StoredFacts | undefined, now: Instant) {
  return (stored?.accounts ?? []).flatMap(({ name, gate: stored }) => {
    const gate = gateAt(stored, now);
    if (gate.state === 'open') return [];
    return gate.state === 'held'
      ? [{ name, message: gateMessage(name, gate.reason) }]
      : [{ name, message: gateMessage(name, 'throttled'), until: gate.until }];
  });
}

function gateMessage(account: string, kind: ReasonKind): string {
  const { sentence, next, wayOut } = EXPLANATIONS[kind];
  const command = commandOf(wayOut, { account });
  return `${sentence} ${adviceOf({ next, ...(command !== undefined && { command }) })}`;
}

function nextOf(stored: StoredFacts | undefined, { unsynced }: LiveFacts): PostView | null {
  const views = [
    ...(stored?.next ? [viewPost(stored.next)] : []),
    ...unsynced.filter(({ status }) => status === 'scheduled').map(viewUnsynced),
  ];
  const [first] = views.toSorted((a, b) => (a.dueAt ?? '~').localeCompare(b.dueAt ?? '~'));
  return first ?? null;
}

const reportOf = ({ processors, lastBeat }: WorkerView): WorkerReport => ({ processors, at: lastBeat });

function workersOf(stored: StoredFacts | undefined, { self, now }: LiveFacts): readonly WorkerView[] {
  const others = (stored?.workers ?? []).filter(({ id }) => id !== self?.id);
  const limit = 2 * (stored?.beatEvery ?? 0) + SLACK;
  const at = stored?.at ?? now;
  const views = [
    ...(self ? [viewWorker(self, true, true)] : []),
    ...others.map((record) => viewWorker(record, false, at - record.lastBeat <= limit)),
  ];
  const rank = (view: WorkerView): number => (view.self ? 0 : view.live ? 1 : 2);
  return views.toSorted((a, b) => rank(a) - rank(b) || b.lastBeat - a.lastBeat);
}

function viewWorker(record: WorkerRecord, self: boolean, live: boolean): WorkerView {
  const { id, host, kind, version, startedAt, lastBeat, processors } = record;
  return { id, host, kind, version, startedAt, lastBeat, processors, self, live };
}
