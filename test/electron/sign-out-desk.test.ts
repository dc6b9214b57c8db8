import { expect, test } from 'vitest';
import type { FormerKeys } from '../../core/host/sign-out.ts';
import { createSignOutDesk, type SignOutDeskDeps } from '../../electron/sign-out-desk.ts';
import { createFakeClock } from '../fakes/clock.ts';

const KEYS = { clientId: 'client', accessToken: 'access', refreshToken: 'refresh' };
const FORMER: FormerKeys = { stored: KEYS, ending: KEYS };

function openDesk(more: Partial<SignOutDeskDeps> = {}) {
  const clock = createFakeClock();
  const done: string[] = [];
  const quiet = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const desk = createSignOutDesk({
    clock,
    log: quiet,
    take: async (account) => {
      done.push(`take ${account}`);
      return FORMER;
    },
    putBack: async (account) => void done.push(`put back ${account}`),
    endAtX: async () => {
      done.push('end');
      return 'ended';
    },
    forget: (account) => void done.push(`forget ${account}`),
    useAccounts: async () => void done.push('use'),
    onChange: () => undefined,
    ...more,
  });
  return { desk, clock, done };
}

test('gone from here at once; X is told when it cannot be taken back any more', async () => {
  const { desk, clock, done } = openDesk();
  expect(await desk.signOut('ada')).toEqual({ kind: 'ok' });
  expect([done, desk.state()]).toEqual([['take ada', 'forget ada'], { account: 'ada', phase: 'undoable' }]);
  expect(desk.secrets()).toContain('refresh');
  await clock.advance(9_999);
  expect(done).not.toContain('end');
  await clock.advance(1);
  expect([done.at(-1), desk.state(), desk.secrets()]).toEqual([
    'end',
    { account: 'ada', phase: 'ended' },
    [],
  ]);
  expect(await desk.undoSignOut('ada')).toMatchObject({ kind: 'refused' });
});

test('taken back in time: as before, and X never hears of it', async () => {
  const { desk, clock, done } = openDesk();
  await desk.signOut('ada');
  expect(await desk.undoSignOut('other')).toMatchObject({ kind: 'refused' });
  expect(await desk.undoSignOut('ada')).toEqual({ kind: 'ok' });
  await clock.advance(60_000);
  expect(done).toEqual(['take ada', 'forget ada', 'put back ada', 'use']);
  expect(desk.state()).toBeUndefined();
});

test('the next one, or the end of Perch, does not wait: X is told now', async () => {
  const { desk, done } = openDesk();
  await desk.signOut('ada');
  await desk.signOut('bob');
  expect(done).toEqual(['take ada', 'forget ada', 'end', 'take bob', 'forget bob']);
  await desk.settle(1_000);
  expect(done.at(-1)).toBe('end');
});

test('keys that are not kept here, or cannot be read, are a refusal with the reason', async () => {
  const none = openDesk({ take: async () => undefined });
  expect(await none.desk.signOut('ada')).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('PERCH_X_KEYS'),
  });
  const locked = openDesk({ take: () => Promise.reject(new Error('The keyring is locked: unlock it.')) });
  expect(await locked.desk.signOut('ada')).toEqual({
    kind: 'refused',
    message: 'The keyring is locked: unlock it.',
  });
  expect([none.done, locked.done]).toEqual([[], []]);
});
