import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { describe, expect, test } from 'vitest';
import { unpacked } from '../../build/package/pack.ts';
import { ROOT } from '../../build/project.mjs';
import { AROUND_ON_LINUX, IN_ASAR, withoutFile, withoutReason } from './reasons.ts';

const { folder } = unpacked('release');
const RESOURCES =
  process.platform === 'darwin' ? join(folder, 'Perch.app/Contents/Resources') : join(folder, 'resources');
const ASAR = join(RESOURCES, 'app.asar');

function filesInAsar(): readonly string[] {
  return listPackage(ASAR, { isPack: false })
    .map((path) => path.slice(1).replaceAll('\\', '/'))
    .filter((path) => !('files' in statFile(ASAR, path)));
}

function filesAround(): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Written by some targets only. */
const OPTIONAL = [/Ubuntu/, /hosted/];

describe('the package', () => {
  test('has no file in its archive without a reason, and misses none', () => {
    const files = filesInAsar();
    expect(withoutReason(files, IN_ASAR)).toEqual([]);
    expect(withoutFile(files, IN_ASAR)).toEqual([]);
  });

  test('has no script or style that no page, and nothing that a page loads, asks for', () => {
    const files = filesInAsar().filter((file) => file.startsWith('dist/renderer/'));
    const texts = files.map((file) => ({ file, text: extractFile(ASAR, file).toString() }));
    const asked = (asset: string): boolean =>
      texts.some(({ file, text }) => file !== asset && text.includes(basename(asset)));
    expect(files.filter((file) => file.includes('/assets/') && !asked(file))).toEqual([]);
  });

  test.runIf(process.platform === 'linux')('has no file around the archive without one', () => {
    const files = filesAround();
    expect(withoutReason(files, AROUND_ON_LINUX)).toEqual([]);
    const missing = withoutFile(files, AROUND_ON_LINUX);
    expect(missing.filter((why) => !OPTIONAL.some((each) => each.test(why)))).toEqual([]);
  });

  test('holds nothing native in the archive itself', () => {
    const native = filesInAsar().filter((path) => path.endsWith('.node'));
    expect(native.map((path) => 'unpacked' in statFile(ASAR, path))).toEqual([true]);
    expect(statSync(join(`${ASAR}.unpacked`, native[0] ?? '')).size).toBeGreaterThan(1_000_000);
  });

  test('names its version and none of the tools it was made with', () => {
    const manifest = JSON.parse(extractFile(ASAR, 'package.json').toString());
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ name: 'perch', productName: 'Perch', version });
    expect(Object.keys(manifest)).not.toContain('devDependencies');
    expect(Object.keys(manifest)).not.toContain('scripts');
  });

  test('brings the licence of every package that is in it', () => {
    const text = readFileSync(join(RESOURCES, 'licences/LICENSES.packages.txt'), 'utf8');
    for (const name of [
      'react ',
      'twitter-text ',
      'lucide-react ',
      '@photostructure/sqlite ',
      'dictionary-en ',
    ])
      expect(text).toContain(name);
    expect(text).toContain('Apache License');
  });
});
