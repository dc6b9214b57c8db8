import { SECOND } from '../../core/domain/time.ts';
import { TIMINGS, type Timings } from '../../core/domain/timings.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Random } from '../../core/ports/random.ts';
import { startWorker, type Worker, type WorkerPorts } from '../../core/worker.ts';
import { createEndlessContent, createMemoryUploads } from '../fakes/uploads.ts';
import { SIMULATED_MEDIA } from './plan.ts';
import type { Shared } from './post-ports.ts';
import { createProcess, type Machine, type Mishaps, type Process } from './process.ts';
import { createStore } from './store-ports.ts';
import type { X } from './x.ts';

/** The place of a worker on a machine: whoever runs there is started again when it ends. */
export type Seat = {
  readonly machine: Machine;
  /** The process of the moment, and its worker once it is up. */
  process: Process | undefined;
  worker: Worker | undefined;
  start(): void;
  /** Asks it to end, and starts the next when it has. */
  restart(): void;
  /** Since when there has been a worker that is up, true time; undefined: there is none. */
  upSince: number | undefined;
};

export type SeatOptions = {
  readonly shared: Shared;
  readonly x: X;
  readonly mishaps: Mishaps;
  /** How long until a dead one is started again, ms. */
  readonly restartDelay: () => number;
  /** A mutation of the ports, in tests of the tests. */
  readonly patch: (ports: WorkerPorts, process: Process) => WorkerPorts;
  readonly timings: Partial<Timings>;
};

const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
/** What does not end by itself is killed. */
const PATIENCE = 10 * SECOND;

/** Ids that tell who made them; the first is the boot id, which is the name of the process. */
export function createIds(name: string, fraction: () => number): Random {
  let made = 0;
  return { fraction, uuid: () => (made++ === 0 ? name : `${name}-${made}`) };
}

export function createSeat(index: number, machine: Machine, options: SeatOptions): Seat {
  const { shared, x, mishaps, restartDelay, patch, timings } = options;
  const { world, plan, faults } = shared;
  /** On the disk of the machine, so it outlives its processes. */
  const uploadMemory = createMemoryUploads();
  let boots = 0;

  function log(name: string): Log {
    const say = (event: string, fields?: unknown) =>
      world.say(() => `${name}: ${event} ${JSON.stringify(fields)}`);
    return { ...SILENT, warn: say, error: say };
  }

  async function run(process: Process): Promise<void> {
    const store = createStore(shared, process);
    const random = createIds(process.name, faults.dice.fraction);
    const ports: WorkerPorts = {
      ...store,
      clock: process.clock,
      random,
      log: log(process.name),
      publisher: x.publisher(process),
      content: createEndlessContent(SIMULATED_MEDIA.size),
      uploadMemory,
    };
    const worker = await startWorker(patch(ports, process), {
      timings: { ...TIMINGS, ...timings },
      exclusive: plan.kind === 'local',
      identity: { host: machine.name, place: machine.name, pid: boots, kind: 'app', version: '0' },
    });
    if (!process.isAlive()) return;
    seat.worker = worker;
    seat.upSince = world.now();
  }

  const seat: Seat = {
    machine,
    process: undefined,
    worker: undefined,
    upSince: undefined,
    start: () => {
      const process = createProcess(`w${index}.${boots++}`, machine, world, {
        ...mishaps,
        died: (dead, where) => {
          world.say(() => `${dead.name} dies ${where}`);
          if (seat.process === dead) {
            seat.worker = undefined;
            seat.upSince = undefined;
            world.at(world.now() + restartDelay(), () => {
              if (seat.process === dead) seat.start();
            });
          }
          mishaps.died(dead, where);
        },
      });
      seat.process = process;
      world.say(() => `${process.name} starts`);
      // A worker that cannot begin ends, and is started again.
      run(process).catch((error: unknown) => {
        if (!faults.ownerOf(error)) world.broken(`${process.name} could not start: ${String(error)}`);
        kill(process, 'while starting');
      });
    },
    restart: () => {
      const { process, worker } = seat;
      if (!process?.isAlive() || !worker) return;
      world.say(() => `${process.name} is asked to end`);
      let isOver = false;
      const end = (how: string): void => {
        if (isOver) return;
        isOver = true;
        kill(process, how);
      };
      worker.stop(faults.dice.between(0, 5 * SECOND)).then(
        () => end('as asked'),
        (error: unknown) => {
          if (!faults.ownerOf(error)) world.broken(`${process.name} could not stop: ${String(error)}`);
          end('while stopping');
        },
      );
      world.at(world.now() + PATIENCE, () => end('because it did not end'));
    },
  };

  function kill(process: Process, how: string): void {
    if (!process.isAlive()) return;
    process.die();
    world.say(() => `${process.name} ends ${how}`);
    if (seat.process !== process) return;
    seat.worker = undefined;
    seat.upSince = undefined;
    world.at(world.now() + restartDelay(), () => {
      if (seat.process === process) seat.start();
    });
  }
  return seat;
}
