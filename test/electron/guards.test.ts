import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MIN_SIZE, restoreBounds } from '../../electron/bounds.ts';
import { createLastWords } from '../../electron/last-words.ts';
import { isAllowed, linkFor } from '../../electron/links.ts';
import { isOwnPage } from '../../electron/own-page.ts';
import { busPath } from '../../electron/session-bus.ts';
import { createTrayTimes } from '../../electron/tray-time.ts';

describe('links out of the window', () => {
  test('lead to X only, by kind', () => {
    expect(linkFor('post', '1234567890')).toBe('https://x.com/i/status/1234567890');
    expect(linkFor('x-console', '')).toBe('https://console.x.com/');
    expect(linkFor('x', '')).toBe('https://x.com/');
  });

  test.each(['', 'abc', '12/../..', '1?x=1', '1 2', '１２', '1'.repeat(21)])(
    'no post has the id %j',
    (id) => {
      expect(linkFor('post', id)).toBeUndefined();
    },
  );

  test.each([
    'http://x.com/',
    'https://x.com.evil.example/',
    'https://user:pass@x.com/',
    'https://x.com:8443/',
    'https://evil.example/?x.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://x.com/\u0000',
  ])('%j is not opened', (link) => {
    expect(isAllowed(link)).toBe(false);
  });

  test('whatever is asked for, nothing but an allowed address comes out', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('post', 'x', 'help', 'x-console'), (id, kind) => {
        const link = linkFor(kind as 'post', id);
        return link === undefined || isAllowed(link);
      }),
    );
  });
});

describe('who may have a port', () => {
  const mainFrame = { origin: 'app://perch' };
  const contents = { id: 7, mainFrame };

  test('the main frame of the window, at the origin of the app', () => {
    expect(isOwnPage(mainFrame, contents, 7)).toBe(true);
  });

  test('nobody else', () => {
    const foreign = { origin: 'https://x.com' };
    expect(isOwnPage(null, contents, 7)).toBe(false);
    expect(isOwnPage({ origin: 'app://perch' }, contents, 7)).toBe(false);
    expect(isOwnPage(foreign, { id: 7, mainFrame: foreign }, 7)).toBe(false);
    expect(isOwnPage(mainFrame, contents, 8)).toBe(false);
    expect(isOwnPage(mainFrame, contents, undefined)).toBe(false);
  });
});

describe('where the window opens', () => {
  const display = { x: 0, y: 0, width: 1920, height: 1080 };
  const saved = { x: 100, y: 100, width: 900, height: 700 };

  test('where it was', () => {
    expect(restoreBounds(saved, [display])).toEqual(saved);
  });

  test('anywhere, when its display is gone', () => {
    expect(restoreBounds({ ...saved, x: 2500 }, [display])).toEqual({ width: 900, height: 700 });
    expect(restoreBounds({ ...saved, y: -400 }, [display])).toEqual({ width: 900, height: 700 });
  });

  test('never smaller than it works', () => {
    expect(restoreBounds({ ...saved, width: 10, height: 10 }, [display])).toMatchObject(MIN_SIZE);
  });
});

describe('the last words of a process', () => {
  test('are its error, not its log and not the stack', () => {
    const words = createLastWords();
    for (const line of [
      '2027-03-01T12:00:00.000Z info  worker starts',
      'file:///app/worker.js:10',
      "    throw new Error('disk full');",
      'Error: disk full',
      '    at start (file:///app/worker.js:10:9)',
      'Node.js v20.18.1',
    ]) {
      words.hear(line);
    }
    expect(words.take()).toBe('Error: disk full');
    expect(words.take()).toBeUndefined();
  });
});

describe('the session bus', () => {
  test.each([
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1/bus,guid=1' }, '/run/user/1/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/x,guid=1' }, '\0/tmp/x'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:guid=1,path=/tmp/a%20b' }, '/tmp/a b'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, undefined],
    [{ XDG_RUNTIME_DIR: '/run/user/1' }, '/run/user/1/bus'],
    [{}, undefined],
  ])('%j is at %j', (env, expected) => {
    expect(busPath(env)).toBe(expected);
  });
});

test('times in the tray are short, in a locale that exists', () => {
  const now = new Date(2027, 2, 1, 9, 0).getTime();
  const { short, long } = createTrayTimes('en-GB', () => now);
  const today = new Date(2027, 2, 1, 14, 30).getTime();
  expect([short(today), long(today)]).toEqual(['14:30', 'today 14:30']);
  expect(long(new Date(2027, 2, 2, 0, 30).getTime())).toBe('tomorrow 00:30');
  expect(short(new Date(2027, 2, 3, 14, 30).getTime())).toMatch(/^Wed.* 14:30$/);
  expect(long(new Date(2027, 3, 3, 14, 30).getTime())).toMatch(/^3 Apr.* 14:30$/);
  expect(createTrayTimes('C', () => now).short(now)).toMatch(/\d/);
});
