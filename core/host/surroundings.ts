import { openMachineDiary, systemMachine } from '../adapters/system/machine.ts';
import { type ClockStep, clockSteps, type MachineEvent, type Tick } from '../domain/machine-event.ts';
import { type Post, windowEnd } from '../domain/post.ts';
import { isWaiting } from '../domain/status.ts';
import { type Instant, MINUTE, SECOND } from '../domain/time.ts';
import type { Log } from '../ports/log.ts';
import type { Machine, MachineDiary } from '../ports/machine.ts';
import type { Publisher } from '../ports/publisher.ts';
import { inOutage, isOutage } from '../ports/store-error.ts';
import type { Home } from './home.ts';
import { createReach, type Reach } from './reach.ts';

/** What the computer does to the work: it sleeps, its clock is set, its network comes and goes. */
export type Surroundings = {
  /** Of all accounts, listened to. */
  readonly publisher: Publisher;
  offlineSince(): Instant | undefined;
  /** Lately, oldest first. */
  events(): readonly MachineEvent[];
  /** The computer says that it goes to sleep. */
  suspended(): void;
  /** It, or the person, is back. Resolves when what happened meanwhile is known. */
  resumed(): Promise<void>;
  /** The system says that its network came or went. */
  networkChanged(): void;
  close(): void;
};

export type SurroundingsDeps = {
  readonly home: Pick<Home, 'path' | 'clock' | 'log' | 'demo'> & {
    readonly store: Pick<Home['store'], 'accounts' | 'posts'>;
  };
  readonly publisher: Publisher;
  /** Everything is looked at anew: time passed that nobody saw. */
  readonly onAwake: () => Promise<void>;
  /** X can be reached again, or time is another: what waits for a back-off goes on. */
  readonly onHurry: () => Promise<void>;
  readonly onMachineEvent?: ((event: MachineEvent) => void) | undefined;
  readonly machine?: Machine | undefined;
};

const LOOK_EVERY = 5 * SECOND;
/** A computer that is awake for so long after it said it would sleep does not sleep. */
const NOT_ASLEEP = 2 * MINUTE;

export function createSurroundings(deps: SurroundingsDeps): Surroundings {
  const { home, machine = systemMachine } = deps;
  const closing = new AbortController();
  const tell = createTeller(deps, openMachineDiary(home.path));
  /** Awake since it said that it would sleep, ms; undefined: it did not. */
  let suspendedFor: number | undefined;
  const reach = listen(deps, tell.event, () => suspendedFor === undefined, closing.signal);
  const clocks = createClockWatch(() => ({ wall: home.clock.now(), uptime: machine.uptime() }));

  async function look(): Promise<void> {
    const steps = clocks.look();
    if (suspendedFor !== undefined) suspendedFor += LOOK_EVERY;
    const isAsleep = suspendedFor !== undefined && suspendedFor < NOT_ASLEEP;
    const isAwake = !isAsleep && (steps.length > 0 || suspendedFor !== undefined);
    if (isAwake) suspendedFor = undefined;
    if (isAwake) reach.ask();
    await Promise.all([isAwake && safely(home.log, deps.onAwake), ...steps.map(tell.step)]);
  }

  async function keepLooking(): Promise<void> {
    while (!closing.signal.aborted) {
      await home.clock.sleep(LOOK_EVERY, closing.signal);
      if (!closing.signal.aborted) await look();
    }
  }

  // The time of a demo is no clock's.
  if (!home.demo) void keepLooking();
  return {
    publisher: reach.publisher,
    offlineSince: reach.offlineSince,
    events: tell.events,
    suspended: () => {
      suspendedFor = 0;
    },
    networkChanged: reach.ask,
    resumed: async () => {
      suspendedFor = undefined;
      reach.ask();
      for (const step of home.demo ? [] : clocks.look()) await tell.step(step);
    },
    close: () => closing.abort(),
  };
}

/** Listens to what is asked of X, and tells when nobody answers any more. */
function listen(
  { home, publisher, onHurry }: SurroundingsDeps,
  tell: (event: MachineEvent) => void,
  mayAsk: () => boolean,
  closing: AbortSignal,
): Reach {
  return createReach({
    publisher,
    accounts: async () => (await home.store.accounts.list()).map(({ name }) => name),
    clock: home.clock,
    mayAsk,
    onOffline: (at) => tell({ kind: 'offline', at }),
    onOnline: (from) => {
      tell({ kind: 'online', at: home.clock.now(), from });
      void safely(home.log, onHurry);
    },
    closing,
  });
}

/** A shared storage that is away is told of elsewhere, and what was to be done is done when it is back. */
async function safely(log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isOutage(error)) log.error('what waits could not be looked at anew', { error: String(error) });
  }
}

function createClockWatch(read: () => Tick) {
  let last = read();
  return {
    /** What became of time since the last look, or the start. */
    look: (): readonly ClockStep[] => {
      const now = read();
      const steps = clockSteps(last, now, LOOK_EVERY);
      last = now;
      return steps;
    },
  };
}

/** To the log, to whoever looks at the activity, and to the window. */
function createTeller({ home, onMachineEvent }: SurroundingsDeps, diary: MachineDiary) {
  const event = (what: MachineEvent): void => {
    const { kind, at: _at, ...facts } = what;
    home.log.info(LOGGED[kind], facts);
    diary.keep(what);
    onMachineEvent?.(what);
  };
  return {
    events: diary.read,
    event,
    step: async (step: ClockStep): Promise<void> => {
      if (step.kind === 'set') event({ kind: 'clockSet', at: step.at, by: step.by });
      else event({ ...step, ...(await sleptThrough(home, step)) });
    },
  };
}

const LOGGED: Readonly<Record<MachineEvent['kind'], string>> = {
  slept: 'the computer slept, or Perch stood still',
  clockSet: 'the clock of the computer was set',
  offline: 'X cannot be reached',
  online: 'X can be reached again',
};

const MANY = 1_000;

/** A post that left so long after its time left late. */
const LATE = MINUTE;

/** Of the posts whose time passed meanwhile: those that go out late, or just did, and those that are too late. */
async function sleptThrough(
  { store, clock }: SurroundingsDeps['home'],
  { from, at }: { readonly from: Instant; readonly at: Instant },
): Promise<{ readonly late: number; readonly missed: number }> {
  const page = await store.posts
    .list({
      status: ['scheduled', 'queued', 'retrying', 'publishing', 'checking', 'published', 'missed'],
      dueFrom: from,
      dueTo: at,
      limit: MANY,
    })
    .catch(inOutage(() => ({ posts: [] })));
  // Another computer may have sent some in time.
  const posts = page.posts.filter((post) => post.status !== 'published' || leftLate(post));
  const isMissed = (post: Post): boolean =>
    post.status === 'missed' || (isWaiting(post.status) && windowEnd(post) <= clock.now());
  const missed = posts.filter(isMissed).length;
  return { late: posts.length - missed, missed };
}

const leftLate = ({ dueAt, parts: [first] }: Post): boolean =>
  (first?.publishedAt ?? 0) - (dueAt ?? 0) >= LATE;
