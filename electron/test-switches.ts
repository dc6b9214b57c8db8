import type { EventEmitter } from 'node:events';
import { app } from 'electron';
import type { ToWorker } from '../core/rpc/worker-messages.ts';

/** Whether a test may do to the clocks what it cannot do to those of the machine. A packed app has no such switch. */
export const hasTestClock = (): boolean => process.env['PERCH_TEST_CLOCK'] === '1' && !app.isPackaged;

/** A test runs code in main, from where it reaches nothing else of Perch: `app.emit('perch-shift', …)`. */
export function listenToTests(send: (message: ToWorker) => void): void {
  if (!hasTestClock()) return;
  const events: EventEmitter = app;
  events.on('perch-shift', (wall: number, uptime: number) => send({ kind: 'shift', wall, uptime }));
}
