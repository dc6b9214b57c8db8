import { HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import type { Faults } from './faults.ts';
import type { Person } from './people.ts';
import type { Plan } from './plan.ts';
import type { Seat } from './worker-process.ts';
import type { World } from './world.ts';

type Setting = {
  readonly world: World;
  readonly plan: Plan;
  readonly faults: Faults;
  readonly seats: readonly Seat[];
  readonly person: Person;
  readonly stormEnd: number;
};

/** Between two times that people let everything go on, once the storm is over. */
const TIDY_EVERY = 2 * MINUTE;
const TIDY_TIMES = 5;
const OPEN_EVERY = MINUTE;

const GENTLE = ['sleep', 'restart', 'kill'] as const;
const ROUGH = ['sleep', 'sleep', 'clock', 'restart', 'kill'] as const;

/** What happens to whole machines and what people do, for as long as the storm lasts. */
export function createStorm({ world, plan, faults, seats, person, stormEnd }: Setting): void {
  const { dice } = faults;
  const { machineEvery, personEvery } = plan.weather;
  const keepDoing = (every: number, what: () => void): void => {
    if (!Number.isFinite(every)) return;
    world.at(world.now() + every * dice.between(0.2, 2), () => {
      if (world.now() >= stormEnd) return;
      what();
      keepDoing(every, what);
    });
  };
  keepDoing(personEvery, () => void person.act());
  // Keys and credit come back during a storm too.
  if (plan.weather.x > 0) keepDoing(OPEN_EVERY, () => void person.openAccounts());
  keepDoing(machineEvery, () => {
    const seat = seats[dice.below(seats.length)];
    if (seat) happenTo(seat, { world, plan, faults, stormEnd });
  });
  if (plan.storm === 0) return;
  world.at(stormEnd, () => {
    const awake = Math.max(stormEnd, ...seats.map(({ machine }) => machine.frozenUntil));
    for (const from of new Set([stormEnd, awake]))
      for (let i = 0; i < TIDY_TIMES; i++) world.at(from + 1 + i * TIDY_EVERY, () => void person.tidyUp());
  });
}

function happenTo(seat: Seat, { world, plan, faults, stormEnd }: Omit<Setting, 'seats' | 'person'>): void {
  const { dice } = faults;
  const { machine } = seat;
  const what = dice.pick(plan.isGentle ? GENTLE : ROUGH);
  world.note(what);
  switch (what) {
    case 'sleep': {
      // A long sleep ends the storm for it, so that what comes after it is seen.
      const ms = dice.chance(0.3)
        ? dice.between(MINUTE, 9 * HOUR)
        : dice.between(SECOND, stormEnd - world.now());
      sleep(seat, ms, world, dice.chance(0.7));
      return;
    }
    case 'clock':
      if (machine.frozenUntil > world.now()) return;
      machine.skew = (plan.skews[0] ?? 0) + dice.between(-5, 5) * dice.pick([SECOND, MINUTE]);
      world.say(() => `the clock of ${machine.name} is set to ${Math.round(machine.skew)} ms`);
      return;
    case 'restart':
      seat.restart();
      return;
    case 'kill':
      kill(seat, world, dice.between(SECOND, 20 * SECOND));
  }
}

function kill(seat: Seat, world: World, delay: number): void {
  const { process } = seat;
  if (!process?.isAlive()) return;
  process.die();
  world.say(() => `${process.name} is killed`);
  seat.worker = undefined;
  seat.upSince = undefined;
  world.at(world.now() + delay, () => {
    if (seat.process === process) seat.start();
  });
}

/** The machine sleeps; the worker may be told before, and is told after. */
function sleep(seat: Seat, ms: number, world: World, isTold: boolean): void {
  const { machine, process, worker } = seat;
  if (machine.frozenUntil > world.now()) return;
  const until = world.now() + ms;
  world.say(() => `${machine.name} sleeps for ${Math.round(ms / SECOND)} s${isTold ? '' : ', untold'}`);
  if (isTold) worker?.suspend();
  machine.frozenUntil = until;
  world.at(until, () => {
    if (machine.sleepIsLost) machine.slept += ms;
    world.say(() => `${machine.name} wakes`);
    if (!isTold || !process?.isAlive()) return;
    // An error of the store here is one that nobody handles: the host ends the process.
    void worker?.resume();
  });
}
