import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureHome, resolveHome } from '../../../../core/adapters/system/home.ts';
import { StoreError } from '../../../../core/ports/store-error.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

let temp: TempHome;
beforeEach(() => {
  temp = createTempHome();
});
afterEach(() => temp.remove());

it('is where Electron keeps the data of an app named Perch', () => {
  expect(resolveHome({}, 'linux', '/home/a')).toBe(join('/home/a', '.config', 'Perch'));
  expect(resolveHome({ XDG_CONFIG_HOME: '/cfg' }, 'linux', '/home/a')).toBe(join('/cfg', 'Perch'));
  expect(resolveHome({ XDG_CONFIG_HOME: '/cfg' }, 'darwin', '/Users/a')).toBe(
    join('/Users/a', 'Library', 'Application Support', 'Perch'),
  );
  expect(resolveHome({ APPDATA: 'C:/Users/a/AppData/Roaming' }, 'win32', 'C:/Users/a')).toBe(
    join('C:/Users/a/AppData/Roaming', 'Perch'),
  );
  expect(resolveHome({}, 'win32', 'C:/Users/a')).toBe(join('C:/Users/a', 'AppData', 'Roaming', 'Perch'));
});

it('is elsewhere when PERCH_HOME says so', () => {
  expect(resolveHome({ PERCH_HOME: '/data/perch', APPDATA: 'x' }, 'win32', '/home/a')).toBe(
    resolve('/data/perch'),
  );
  expect(resolveHome({ PERCH_HOME: 'here' }, 'linux', '/home/a')).toBe(resolve('here'));
  expect(resolveHome({ PERCH_HOME: '' }, 'linux', '/home/a')).toBe(join('/home/a', '.config', 'Perch'));
});

it('is made, for its owner only', () => {
  const home = join(temp.home, 'a', 'b');
  expect(ensureHome(ensureHome(home))).toBe(home);
  if (process.platform !== 'win32') expect(statSync(home).mode & 0o777).toBe(0o700);
});

it('says in one sentence that it cannot be made', () => {
  const file = join(temp.home, 'file');
  writeFileSync(file, '');
  for (const home of [file, join(file, 'deeper')]) {
    const make = () => ensureHome(home);
    expect(make).toThrow(StoreError);
    expect(make).toThrow(/^Perch cannot write its data folder .* \(a file is in the way\): [^\n]+\.$/);
  }
});
