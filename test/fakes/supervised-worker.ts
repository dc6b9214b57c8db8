import { expect } from 'vitest';
import { type FromWorker, HEARTBEAT_EVERY } from '../../core/rpc/worker-messages.ts';
import { superviseWorker, type WorkerStatus } from '../../electron/worker-supervision.ts';
import { createFakeChild, type FakeChild, type Script } from './child.ts';
import { createFakeClock } from './clock.ts';

const summary = {} as Extract<FromWorker, { kind: 'heartbeat' }>['summary'];

/** The supervision of processes that are none, on a clock that the test moves; never two at once. */
export function superviseFakes(scriptOf: (index: number) => Script = () => ({})) {
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
    startMessage: () => ({ kind: 'start', home: '/home', version: '1', accounts: [] }),
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
