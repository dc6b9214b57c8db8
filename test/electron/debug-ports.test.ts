import { expect, test } from 'vitest';
import { debugSwitch } from '../../electron/debug-ports.ts';

const started = (...switches: readonly string[]): string | undefined =>
  debugSwitch((name) => switches.includes(name));

test.each(['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'inspect-wait'])(
  '--%s would open a debug port',
  (name) => {
    expect(started('hidden', name)).toBe(name);
  },
);

test('an ordinary start opens none', () => {
  expect(started('hidden', 'no-sandbox', 'password-store')).toBeUndefined();
});
