import type { Clock } from '../../core/ports/clock.ts';
import type { Dice, World } from './world.ts';

/** A computer: its clocks, which may be wrong, and whether it stands still. */
export type Machine = {
  readonly name: string;
  /** Its wall clock is ahead of the true time by this, ms. */
  skew: number;
  /** Its monotonic clock counts from here. */
  readonly origin: number;
  /** The monotonic clock does not count the time it slept (as on Linux). */
  readonly sleepIsLost: boolean;
  slept: number;
  /** Nothing of it runs before. */
  frozenUntil: number;
  /** X keys that are missing here. */
  readonly withoutKeys: ReadonlySet<string>;
};

/** A process of a machine: what it waits for never comes when it has died. */
export type Process = {
  readonly name: string;
  readonly machine: Machine;
  readonly clock: Clock;
  isAlive(): boolean;
  /** Ends it here and now, as a power cut or SIGKILL would. */
  die(): void;
  /** Runs when its machine does, if it is alive then. */
  later(at: number, run: () => void): () => void;
  /**
   * Everything that leaves the process goes through here: it may die before, after, or stand still.
   * `effect` happens after the first half of `latency` whatever becomes of the process; its result or error
   * comes back after the second.
   */
  call<T>(site: string, latency: number, effect: () => T, isRemote?: boolean): Promise<T>;
};

/** What may happen to a process at a call. */
export type Mishaps = {
  /** Whether it dies at this call, and on which side of the effect. */
  death(process: Process, site: string): 'before' | 'after' | undefined;
  /** How long it stands still before the answer is seen, ms. */
  pause(process: Process, site: string): number;
  died(process: Process, where: string): void;
};

/** A new one each time: whatever waits for a promise is kept as long as that is. */
const never = (): Promise<never> => new Promise(() => {});

export function createProcess(name: string, machine: Machine, world: World, mishaps: Mishaps): Process {
  let alive = true;
  const later = (at: number, run: () => void): (() => void) => {
    const go = (): void => {
      if (!alive) return;
      if (machine.frozenUntil > world.now()) happening = world.at(machine.frozenUntil, go);
      else run();
    };
    let happening = world.at(at, go);
    return () => {
      happening.off = true;
    };
  };
  const process: Process = {
    name,
    machine,
    clock: createClock(machine, world, later),
    isAlive: () => alive,
    die: () => {
      alive = false;
    },
    later,
    call: (site, latency, effect, isRemote = true) => {
      if (!alive) return never();
      world.called();
      const death = mishaps.death(process, site);
      if (death === 'before') return perish(process, mishaps, `before ${site}`);
      const pause = mishaps.pause(process, site);
      if (pause > 0) {
        machine.frozenUntil = Math.max(machine.frozenUntil, world.now() + pause);
        world.note('pause');
        world.say(() => `${name} stands still for ${Math.round(pause)} ms at ${site}`);
      }
      if (latency === 0 && pause === 0 && machine.frozenUntil <= world.now()) {
        const result = attempt(effect, world.failed);
        return death === 'after' ? perish(process, mishaps, `after ${site}`) : result;
      }
      return new Promise((resolve) => {
        const answer = (): void => {
          // A request to another machine is on its way whatever becomes of who sent it.
          if (!alive && !isRemote) return;
          let hasFailed = false;
          const result = attempt(effect, () => {
            hasFailed = true;
          });
          if (!alive) return;
          if (death === 'after') return void perish(process, mishaps, `after ${site}`);
          later(world.now() + latency / 2, () => {
            if (hasFailed) world.failed();
            resolve(result);
          });
        };
        world.at(world.now() + latency / 2, answer);
      });
    },
  };
  return process;
}

function perish(process: Process, mishaps: Mishaps, where: string): Promise<never> {
  process.die();
  mishaps.died(process, where);
  return never();
}

function attempt<T>(effect: () => T, failed: () => void): Promise<T> {
  try {
    return Promise.resolve(effect());
  } catch (error) {
    failed();
    const rejected = Promise.reject(error);
    // Handled by whoever gets the answer, if anybody still does.
    rejected.catch(() => {});
    return rejected;
  }
}

function createClock(machine: Machine, world: World, later: Process['later']): Clock {
  return {
    now: () => Math.floor(world.now() + machine.skew),
    monotonic: () => world.now() - machine.origin - machine.slept,
    sleep: (ms, signal) => {
      world.called();
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const finish = (): void => {
          cancel();
          signal?.removeEventListener('abort', finish);
          resolve();
        };
        const cancel = later(Math.ceil(world.now() + Math.max(0, ms)), finish);
        signal?.addEventListener('abort', finish, { once: true });
      });
    },
  };
}

export function createMachine(name: string, dice: Dice, world: World, more: Partial<Machine> = {}): Machine {
  return {
    name,
    skew: 0,
    origin: world.now() - dice.between(1_000, 1e9),
    sleepIsLost: dice.chance(0.5),
    slept: 0,
    frozenUntil: 0,
    withoutKeys: new Set(),
    ...more,
  };
}
