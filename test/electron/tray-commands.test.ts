import { expect, test } from 'vitest';
import { HOUR } from '../../core/domain/time.ts';
import { createTrayCommands } from '../../electron/tray-commands.ts';
import type { TrayCommand } from '../../electron/tray-menu.ts';
import { FAKE_START } from '../fakes/clock.ts';

function setup() {
  const done: unknown[] = [];
  const run = createTrayCommands({
    showWindow: () => done.push('window'),
    compose: () => done.push('composer'),
    ask: (request) => done.push(request),
    send: (message) => done.push(message),
    quit: () => done.push('quit'),
    now: () => FAKE_START,
  });
  return { run, done };
}

test.each<[TrayCommand, unknown]>([
  [{ kind: 'open' }, 'window'],
  [{ kind: 'compose' }, 'composer'],
  [{ kind: 'quit' }, 'quit'],
  [{ kind: 'settings' }, { kind: 'settings' }],
  [{ kind: 'attention' }, { kind: 'attention' }],
  [
    { kind: 'post', id: 'a' },
    { kind: 'post', id: 'a' },
  ],
  // Never straight to the worker: the window gives the way back.
  [
    { kind: 'postNow', id: 'a' },
    { kind: 'postNow', id: 'a' },
  ],
  [
    { kind: 'pause', choice: 'hour' },
    { kind: 'pause', until: FAKE_START + HOUR },
  ],
  [
    { kind: 'pause', choice: 'forever' },
    { kind: 'pause', until: 'forever' },
  ],
  [{ kind: 'resume' }, { kind: 'pause', until: null }],
])('%o', (command, expected) => {
  const { run, done } = setup();
  run(command);
  expect(done).toEqual([expected]);
});
