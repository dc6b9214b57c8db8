import { expect, test } from 'vitest';
import { createPerchTray, type TrayView } from '../../electron/tray.ts';
import { running, TIMES } from '../fakes/tray-facts.ts';

function setup() {
  const shown: Partial<TrayView>[] = [];
  let made = 0;
  let destroyed = 0;
  let time = TIMES.now();
  let online = true;
  const tray = createPerchTray({
    createTray: () => {
      made += 1;
      return { show: (view) => shown.push(view), destroy: () => (destroyed += 1) };
    },
    times: { ...TIMES, now: () => time },
    surroundings: () => ({ sandbox: false, online }),
  });
  const pass = (ms: number): void => {
    time += ms;
  };
  const goOffline = (): void => {
    online = false;
  };
  return { tray, shown, pass, goOffline, made: () => made, destroyed: () => destroyed };
}

const states = (shown: readonly Partial<TrayView>[]) => shown.map(({ state }) => state);

test('the tray shows something from the start', () => {
  const { shown } = setup();
  expect(states(shown)).toEqual(['starting']);
});

test('setting what is already shown renders nothing', () => {
  const { tray, shown } = setup();
  tray.setWorker({ state: 'starting' });
  tray.setWorker({ state: 'failed', message: 'No.' });
  tray.setWorker({ state: 'failed', message: 'No.' });
  expect(states(shown)).toEqual(['starting', 'error']);
});

test('a tooltip that counts minutes leaves icon and menu alone', () => {
  const { tray, shown, pass } = setup();
  tray.setWorker({ state: 'running' });
  const { summary } = running();
  if (!summary) throw new Error('no summary');
  tray.setSummary(summary);
  tray.setLastPost(TIMES.now());
  pass(90_000);
  tray.setSummary(summary);
  expect(shown.at(-1)).toEqual({ tooltip: 'Perch — nothing queued, last post 1 min ago' });
});

test('a network that is gone is seen with the next report', () => {
  const { tray, shown, goOffline } = setup();
  tray.setWorker({ state: 'running' });
  const { summary } = running();
  if (!summary) throw new Error('no summary');
  tray.setSummary(summary);
  goOffline();
  tray.setSummary(summary);
  expect(states(shown).slice(-2)).toEqual(['healthy', 'offline']);
});

test('a tray that is gone stays gone, whatever the worker says on its way out', () => {
  const { tray, made, destroyed } = setup();
  tray.destroy();
  tray.setWorker({ state: 'failed', message: 'No.' });
  expect([made(), destroyed()]).toEqual([1, 1]);
});

test('a tray made anew shows all of the old one', () => {
  const { tray, shown, made, destroyed } = setup();
  tray.setWorker({ state: 'restarting' });
  tray.recreate();
  expect(states(shown)).toEqual(['starting', 'error', 'error']);
  expect(Object.keys(shown.at(-1) ?? {})).toEqual(['state', 'tooltip', 'menu']);
  expect([made(), destroyed()]).toEqual([2, 1]);
});
