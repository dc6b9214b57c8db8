import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../build/project.mjs';
import { trayPage, trayPictures } from '../../build/tray/tray-page.ts';

test('docs/tray.md is up to date, with a picture of every state: `npm run docs` writes them anew', () => {
  expect(readFileSync(join(ROOT, 'docs/tray.md'), 'utf8')).toBe(trayPage());
  for (const path of trayPictures().keys()) {
    expect(trayPage()).toContain(`](${path})`);
    expect(existsSync(join(ROOT, 'docs', path))).toBe(true);
  }
});
