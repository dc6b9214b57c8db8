import { describe, expect, test } from 'vitest';
import { DEFAULT_NETWORK } from '../../core/domain/network.ts';
import { superviseWorker } from '../../electron/worker-supervision.ts';
import { createFakeChild, type FakeChild } from '../fakes/child.ts';
import { createFakeClock, settle } from '../fakes/clock.ts';

function setup() {
  const children: FakeChild[] = [];
  const supervisor = superviseWorker<FakeChild>({
    clock: createFakeClock(),
    spawn: (events) => {
      const child = createFakeChild(events, {});
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
    onStatus: () => undefined,
    onMessage: () => undefined,
  });
  return { supervisor, children };
}

/** A worker that runs, and is put to rest until `end`. */
async function rested() {
  const { supervisor, children } = setup();
  supervisor.start();
  await settle();
  let end = (): void => undefined;
  const resting = supervisor.rest(() => new Promise<void>((resolve) => (end = resolve)));
  await settle();
  return { supervisor, children, resting, end: () => end() };
}

describe('a rest', () => {
  test('is a time without a process, and a new one begins after it', async () => {
    const { supervisor, children, resting, end } = await rested();
    expect(children.map(({ alive }) => alive)).toEqual([false]);
    await supervisor.restart();
    await settle();
    expect(children).toHaveLength(1);
    end();
    await resting;
    await settle();
    expect(supervisor.ready()).toBe(children[1]);
  });

  test('that fails ends as well', async () => {
    const { supervisor, children } = setup();
    supervisor.start();
    await settle();
    await expect(supervisor.rest(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await settle();
    expect(supervisor.ready()).toBe(children[1]);
  });

  test('is waited for by a stop, and no process follows it', async () => {
    const { supervisor, children, resting, end } = await rested();
    const stopped = supervisor.stop();
    end();
    await Promise.all([resting, stopped]);
    expect(children).toHaveLength(1);
  });
});
