import { describe, expect, test } from 'vitest';
import { DEFAULT_NETWORK } from '../../core/domain/network.ts';
import { SECOND } from '../../core/domain/time.ts';
import { type FromWorker, HEARTBEAT_EVERY, HEARTBEAT_LIMIT } from '../../core/rpc/worker-messages.ts';
import {
  LEAVE_WITHIN,
  STABLE_AFTER,
  START_LIMIT,
  STOP_WITHIN,
  superviseWorker,
  type WorkerStatus,
} from '../../electron/worker-supervision.ts';
import { createFakeChild, type FakeChild, type Script } from '../fakes/child.ts';
import { createFakeClock, settle } from '../fakes/clock.ts';

const summary = {} as Extract<FromWorker, { kind: 'heartbeat' }>['summary'];

function setup(scriptOf: (index: number) => Script = () => ({})) {
  const clock = createFakeClock();
  const children: FakeChild[] = [];
  const statuses: WorkerStatus[] = [];
  const starts: number[] = [];
  const supervisor = superviseWorker<FakeChild>({
    clock,
    spawn: (events) => {
      expect(children.filter(({ alive }) => alive)).toEqual([]);
      starts.push(clock.monotonic());
      const child = createFakeChild(events, scriptOf(children.length));
      children.push(child);
      return child;
    },
    startMessage: () => ({
      kind: 'start',
      network: DEFAULT_NETWORK,
      home: '/home',
      version: '1',
      accounts: [],
    }),
    onStatus: (status) => statuses.push(status),
    onMessage: () => undefined,
    lastWords: () => 'Error: out of luck',
  });
  const child = (index: number): FakeChild => {
    const found = children[index];
    if (!found) throw new Error(`There is no process ${index} yet.`);
    return found;
  };
  const beatFor = async (index: number, ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += HEARTBEAT_EVERY) {
      await clock.advance(Math.min(HEARTBEAT_EVERY, ms - passed));
      child(index).say({ kind: 'heartbeat', summary });
    }
  };
  return { clock, children, child, statuses, starts, supervisor, beatFor };
}

const crashAtOnce: Script = { onMessage: (child) => child.die() };
const mute: Script = { onMessage: () => undefined };

describe('the worker process', () => {
  test('gets the start message first and is ready when it says so', async () => {
    const { supervisor, child, statuses } = setup();
    supervisor.start();
    expect(supervisor.ready()).toBeUndefined();
    await settle();
    expect(child(0).got[0]?.kind).toBe('start');
    expect(supervisor.ready()).toBe(child(0));
    expect(statuses.map(({ state }) => state)).toEqual(['starting', 'running']);
  });

  test('is replaced at once after a crash, with its last words in the status', async () => {
    const { supervisor, child, children, statuses, clock } = setup();
    supervisor.start();
    await settle();
    child(0).die();
    await clock.advance(1);
    expect(children).toHaveLength(2);
    expect(statuses.map(({ state }) => state)).toEqual(['starting', 'running', 'restarting', 'running']);
    expect(statuses[2]?.message).toContain('out of luck');
  });

  test('in a crash loop is restarted with the back-off table', async () => {
    const { supervisor, starts, clock } = setup(() => crashAtOnce);
    supervisor.start();
    await clock.advance(40 * SECOND);
    const gaps = starts.slice(1).map((at, i) => at - (starts[i] ?? 0));
    expect(gaps).toEqual([0, 0, 100, 500, 1000, 2000, 5000, 10_000, 10_000, 10_000]);
  });

  test('that is ready and soon crashes does not win back its immediate restarts', async () => {
    const { supervisor, starts, clock, child, beatFor } = setup();
    supervisor.start();
    await settle();
    for (let i = 0; i < 6; i++) {
      await beatFor(i, STABLE_AFTER - SECOND);
      child(i).die();
      await clock.advance(2 * SECOND);
    }
    expect(starts).toHaveLength(7);
    const waits = starts.slice(1).map((at, i) => at - (starts[i] ?? 0) - (STABLE_AFTER - SECOND));
    expect(waits.at(-1)).toBe(2000);
  });

  test('that ran well for a minute starts again at the head of the table', async () => {
    const { supervisor, starts, clock, beatFor, child } = setup((i) => (i < 6 ? crashAtOnce : {}));
    supervisor.start();
    await clock.advance(4 * SECOND);
    expect(starts).toHaveLength(7);
    await beatFor(6, STABLE_AFTER);
    const crashedAt = clock.monotonic();
    child(6).die();
    await clock.advance(SECOND);
    expect(starts[7]).toBe(crashedAt);
  });

  test('that hangs is killed and replaced', async () => {
    const { supervisor, child, children, clock, statuses } = setup();
    supervisor.start();
    await clock.advance(HEARTBEAT_LIMIT - 1);
    expect(child(0).killed).toBe(false);
    await clock.advance(2);
    expect(child(0).killed).toBe(true);
    expect(children).toHaveLength(2);
    expect(statuses.map(({ message }) => message).join()).toContain('did not answer');
  });

  test('is left alone while it beats', async () => {
    const { supervisor, children, beatFor } = setup();
    supervisor.start();
    await settle();
    await beatFor(0, 10 * HEARTBEAT_LIMIT);
    expect(children).toHaveLength(1);
  });

  test('has more time for its start than for a heartbeat', async () => {
    const { supervisor, child, clock } = setup(() => mute);
    supervisor.start();
    await clock.advance(START_LIMIT - 1);
    expect(child(0).killed).toBe(false);
    await clock.advance(2);
    expect(child(0).killed).toBe(true);
  });

  test('is not taken for hung after the machine slept', async () => {
    const { supervisor, child, clock } = setup();
    supervisor.start();
    await clock.advance(HEARTBEAT_LIMIT - SECOND);
    supervisor.forgive();
    await clock.advance(HEARTBEAT_LIMIT - SECOND);
    expect(child(0).killed).toBe(false);
  });

  test('is never started twice at once: the exit is awaited after a kill', async () => {
    const { supervisor, child, children, clock } = setup((i) => (i === 0 ? { survivesKill: true } : {}));
    supervisor.start();
    await clock.advance(HEARTBEAT_LIMIT + 60 * SECOND);
    expect(child(0).killed).toBe(true);
    expect(children).toHaveLength(1);
    child(0).die();
    await clock.advance(1);
    expect(children).toHaveLength(2);
  });
});

describe('stopping', () => {
  test('is a message, and the end is awaited', async () => {
    const { supervisor, child, children, clock } = setup();
    supervisor.start();
    await settle();
    await supervisor.stop();
    expect(child(0).got.at(-1)).toEqual({ kind: 'stop', within: STOP_WITHIN });
    expect(child(0).killed).toBe(false);
    await clock.advance(60 * SECOND);
    expect(children).toHaveLength(1);
  });

  test('that is waited for can be cut short: what is on the wire is cut off, and who does not end is killed', async () => {
    const { supervisor, child, clock } = setup(() => ({
      onMessage: (process, { kind }) => void (kind === 'start' && process.say({ kind: 'ready' })),
    }));
    supervisor.start();
    await settle();
    const stopped = supervisor.stop(35 * SECOND);
    await clock.advance(10 * SECOND);
    expect(child(0).killed).toBe(false);
    supervisor.cutShort();
    expect(child(0).got.map(({ kind }) => kind)).toEqual(['start', 'stop', 'suspend']);
    await clock.advance(2 * SECOND);
    expect(child(0).killed).toBe(true);
    await stopped;
  });

  test('a process that does not obey is killed', async () => {
    const { supervisor, child, clock } = setup(() => mute);
    supervisor.start();
    const stopped = supervisor.stop();
    await clock.advance(STOP_WITHIN + LEAVE_WITHIN);
    await stopped;
    expect(child(0).killed).toBe(true);
  });

  test('a process that says goodbye and stays is killed soon', async () => {
    const stays: Script = {
      onMessage: (child, message) => {
        if (message.kind === 'stop') child.say({ kind: 'stopped' });
      },
    };
    const { supervisor, child, clock } = setup(() => stays);
    supervisor.start();
    const stopped = supervisor.stop();
    await clock.advance(1 * SECOND);
    await stopped;
    expect(child(0).killed).toBe(true);
  });

  test('during a start ends that start', async () => {
    const { supervisor, children, clock } = setup();
    supervisor.start();
    await supervisor.stop();
    await clock.advance(60 * SECOND);
    expect(children).toHaveLength(1);
    expect(children[0]?.alive).toBe(false);
  });

  test('during back-off starts nothing more', async () => {
    const { supervisor, children, clock } = setup(() => crashAtOnce);
    supervisor.start();
    await clock.advance(3 * SECOND);
    const before = children.length;
    await supervisor.stop();
    await clock.advance(60 * SECOND);
    expect(children).toHaveLength(before);
  });
});

describe('a worker that refuses to run', () => {
  const refuses: Script = {
    onMessage: (child) => {
      child.say({ kind: 'refused', message: 'Another worker runs on this home.' });
      child.die();
    },
  };

  test('is not restarted, and its sentence is the status', async () => {
    const { supervisor, children, statuses, clock } = setup(() => refuses);
    supervisor.start();
    await clock.advance(600 * SECOND);
    expect(children).toHaveLength(1);
    expect(statuses.at(-1)).toEqual({ state: 'failed', message: 'Another worker runs on this home.' });
  });

  test('is started again when the person asks', async () => {
    const { supervisor, statuses, clock } = setup((i) => (i === 0 ? refuses : {}));
    supervisor.start();
    await clock.advance(SECOND);
    await supervisor.restart();
    await settle();
    expect(statuses.at(-1)).toEqual({ state: 'running' });
  });

  test('does not keep Perch from quitting', async () => {
    const { supervisor, clock } = setup(() => refuses);
    supervisor.start();
    await clock.advance(SECOND);
    await supervisor.stop();
  });
});

describe('a restart that the person asks for', () => {
  test('stops the old process first and forgets the failures', async () => {
    const { supervisor, children, clock } = setup((i) => (i < 6 ? crashAtOnce : {}));
    supervisor.start();
    await clock.advance(4 * SECOND);
    expect(children).toHaveLength(7);
    await supervisor.restart();
    await settle();
    expect(children[6]?.got.at(-1)?.kind).toBe('stop');
    expect(children).toHaveLength(8);
    children[7]?.die();
    await clock.advance(1);
    expect(children).toHaveLength(9);
  });

  test('cuts a back-off short', async () => {
    const { supervisor, children, clock } = setup((i) => (i < 8 ? crashAtOnce : {}));
    supervisor.start();
    await clock.advance(9 * SECOND);
    expect(children).toHaveLength(8);
    await supervisor.restart();
    await settle();
    expect(supervisor.ready()).toBe(children[8]);
  });
});
