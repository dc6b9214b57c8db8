import type { Account } from '../../core/domain/account.ts';
import type { Post } from '../../core/domain/post.ts';
import { HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import type { Timings } from '../../core/domain/timings.ts';
import type { WorkerPorts } from '../../core/worker.ts';
import { createDatabase, type Rules } from './database.ts';
import { createFaults } from './faults.ts';
import { createJudge } from './judge.ts';
import { createNotices } from './notices.ts';
import { createPerson } from './people.ts';
import { makePlan, type Plan, type StoreKind, type Weather } from './plan.ts';
import type { Shared } from './post-ports.ts';
import { createMachine, createProcess, type Mishaps, type Process } from './process.ts';
import { watchPunctuality } from './punctuality.ts';
import { createStore } from './store-ports.ts';
import { createStorm } from './storm.ts';
import { createIds, createSeat } from './worker-process.ts';
import { createDice, createWorld } from './world.ts';
import { createX, type XEvents } from './x.ts';

/** What is taken away from the core's surroundings to see whether the simulator notices. */
export type Mutation = {
  readonly rules?: Partial<Rules>;
  readonly timings?: Partial<Timings>;
  readonly patch?: (ports: WorkerPorts, process: Process) => WorkerPorts;
  /** A death takes the latest commits with it. */
  readonly losesCommits?: boolean;
  readonly plan?: (plan: Plan) => Plan;
};

export type Run = {
  readonly plan: Plan;
  readonly violations: readonly string[];
  readonly story: readonly string[];
  readonly steps: number;
  readonly deaths: number;
  /** What went wrong on purpose, how often. */
  readonly faults: ReadonlyMap<string, number>;
  /** How the posts ended, how many each way. */
  readonly ends: ReadonlyMap<string, number>;
  readonly made: number;
};

/** 2027-03-01T12:00:00Z */
export const START = 1_803_902_400_000;
/** After the storm everything has so long to come to an end. */
const CALM = 100 * MINUTE;
/** What is still on its way when all is settled has time to land. */
const AFTER = 3 * MINUTE;

const account = (name: string): Account => ({
  name,
  userId: name,
  kind: 'x',
  premium: false,
  keysFingerprint: 'f',
  gate: { state: 'open' },
  addedAt: 0,
});

export type Options = {
  readonly isTold?: boolean;
  readonly mutation?: Mutation | undefined;
};

/** What is decided beforehand and not by the dice. */
export type Script = Partial<Pick<Mishaps, 'death'>> &
  Pick<XEvents, 'fate'> & {
    /** How long to watch on once all is settled and nothing is on its way, ms. */
    readonly after?: number;
  };

/** One seed from beginning to end: the same seed is the same run, to the last step. */
export function simulate(seed: number, kind: StoreKind, options: Options = {}): Promise<Run> {
  const plan = makePlan(seed, kind, START);
  return play(options.mutation?.plan?.(plan) ?? plan, options);
}

/** One plan from beginning to end. */
export async function play(
  plan: Plan,
  { isTold = false, mutation = {}, script = {} }: Options & { readonly script?: Script },
): Promise<Run> {
  const { kind } = plan;
  const world = createWorld(START, isTold);
  const dice = createDice(plan.seed * 2 + (kind === 'local' ? 0 : 1) + 1e9);
  const stormEnd = START + plan.storm;
  const calm: Weather = { ...plan.weather, ...stillAir };
  const faults = createFaults(world, dice, () => (world.now() < stormEnd ? plan.weather : calm));
  const judge = createJudge(world, plan, () => database);
  const undo: (() => void)[] = [];
  const database = createDatabase(
    { versions: true, textLock: true, uniqueIds: true, ...mutation.rules },
    (commit) => {
      undo.push(() => database.restore(commit.after.id, commit.before));
      if (undo.length > 2) undo.shift();
      judge.committed(commit);
    },
  );
  for (const name of plan.accounts) database.accounts.set(name, account(name));
  database.processors.publish = { ...database.processors.publish, count: plan.sendsAtOnce };
  const notices = createNotices(kind, plan.tellsOwn, faults, world.now);
  const shared: Shared = { world, plan, database, faults, notices, wakes: new Map() };
  for (const post of plan.posts) {
    database.insert(post, { at: START, event: 'added' });
    shared.wakes.set(`${post.id}/${post.version}`, post);
  }
  const x = createX(world, plan, faults, { leaves: judge.leaves, ...(script.fate && { fate: script.fate }) });

  let deaths = 0;
  const mishaps: Mishaps = {
    death: (process, site) => {
      if (script.death) return script.death(process, site);
      const { death, focus, focusDeath } = faults.weather();
      if (!dice.chance(site === focus ? focusDeath : death)) return undefined;
      return dice.chance(0.5) ? 'before' : 'after';
    },
    pause: () => (dice.chance(faults.weather().pause) ? dice.between(0, faults.weather().longestPause) : 0),
    died: () => {
      deaths += 1;
      world.note('death at a call');
      if (mutation.losesCommits && dice.chance(0.5)) for (const take of undo.splice(0).reverse()) take();
      if (kind === 'local' && dice.chance(0.3)) database.messages.length = 0;
    },
  };
  const seats = plan.skews.map((skew, i) =>
    createSeat(i, createMachine(`m${i}`, dice, world, { skew, withoutKeys: keysOf(plan, i) }), {
      shared,
      x,
      mishaps,
      restartDelay: () =>
        world.now() < stormEnd
          ? dice.between(100, dice.pick([1, 1, 10, 120]) * SECOND)
          : dice.between(100, SECOND),
      patch: mutation.patch ?? ((ports) => ports),
      timings: mutation.timings ?? {},
    }),
  );
  const desk = createProcess('desk', createMachine('desk', dice, world, { skew: plan.personSkew }), world, {
    death: () => undefined,
    pause: () => 0,
    died: () => {},
  });
  const store = createStore(shared, desk);
  const random = createIds('desk', dice.fraction);
  const person = createPerson({ world, plan, faults, store, process: desk, random, judge });
  world.say(() => `plan ${JSON.stringify({ ...plan, posts: plan.posts.length })}`);
  for (const seat of seats)
    world.at(START + dice.between(0, plan.storm === 0 ? SECOND : 20 * SECOND), seat.start);
  createStorm({ world, plan, faults, seats, person, stormEnd });
  const isFindable = ({ id, version }: Post): boolean =>
    kind === 'local' || shared.wakes.has(`${id}/${version}`);
  watchPunctuality({ world, plan, database, isFindable, seats, calmFrom: plan.isGentle ? START : stormEnd });

  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = isTold ? 20 : 0;
  const told = listenForSurprises((error) => {
    const owner = faults.ownerOf(error);
    if (!owner) world.broken(`nobody handled ${error instanceof Error ? error.stack : String(error)}`);
    // A surprise ends the process, as its hosts see to.
    const seat = seats.find(({ process }) => process === owner);
    if (seat?.process?.isAlive()) {
      seat.process.die();
      world.note('surprise');
      world.say(() => `${seat.process?.name} ends by a surprise`);
      seat.upSince = undefined;
      seat.worker = undefined;
      world.at(world.now() + SECOND, seat.start);
    }
  });
  try {
    await world.run(stormEnd);
    // Whatever sleeps wakes up once.
    const awake = Math.max(stormEnd, ...seats.map(({ machine }) => machine.frozenUntil));
    const least = script.after === undefined ? MINUTE : 0;
    const isOver = (): boolean => world.now() > awake + least && database.open() === 0 && x.onTheWay() === 0;
    await world.run(awake + longestWait(plan), isOver);
    await world.run(world.now() + (script.after ?? AFTER));
    judge.atTheEnd(x.tweets);
  } finally {
    for (const seat of seats) seat.process?.die();
    told.stop();
    Error.stackTraceLimit = limit;
  }
  const { violations, story } = world;
  const ends = new Map<string, number>();
  for (const { status } of database.posts.values()) ends.set(status, (ends.get(status) ?? 0) + 1);
  return {
    plan,
    violations,
    story,
    steps: world.happened(),
    deaths,
    made: x.tweets.length,
    faults: world.faults,
    ends,
  };
}

const stillAir: Partial<Weather> = {
  death: 0,
  focusDeath: 0,
  pause: 0,
  store: 0,
  slowStore: 0,
  x: 0,
  unreadable: 0,
  incomplete: 0,
  calibration: 0,
  queue: 0,
  notices: 0,
};

/** Clocks that differ by hours may make a post wait for hours. */
const longestWait = ({ skews, personSkew }: Plan): number =>
  CALM + Math.max(0, ...skews.map((skew) => Math.abs(skew - personSkew) * 2)) + (skews.length > 1 ? HOUR : 0);

/** Where others share the store, some of them may lack the keys of the second account. */
function keysOf({ kind, accounts, seed }: Plan, index: number): ReadonlySet<string> {
  const lacks = kind === 'shared' && index > 0 && (seed + index) % 3 === 0;
  return new Set(lacks ? accounts.slice(1) : []);
}

/** Rejections that nobody handles come here instead of to the test runner. */
function listenForSurprises(hear: (error: unknown) => void): { stop(): void } {
  const before = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', hear);
  return {
    stop: () => {
      process.off('unhandledRejection', hear);
      for (const listener of before) process.on('unhandledRejection', listener);
    },
  };
}
