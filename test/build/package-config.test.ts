import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FUSES, packConfig } from '../../build/package/config.ts';
import { updateFeed } from '../../build/package/publisher.ts';
import { ROOT } from '../../build/project.mjs';

const release = packConfig({
  electron: { folder: '/electron', version: '45.4.1' },
  app: '/out/app',
  output: '/out',
  driven: false,
});

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

describe('what is packed', () => {
  test('has every fuse set, and none that lets somebody else in', () => {
    expect(release.electronFuses).toEqual(FUSES);
    const { runAsNode, enableNodeOptionsEnvironmentVariable, enableNodeCliInspectArguments } = FUSES;
    expect([runAsNode, enableNodeOptionsEnvironmentVariable, enableNodeCliInspectArguments]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('looks for updates where it was built by a host, and nowhere else', () => {
    expect(updateFeed('somebody/perch')).toMatchObject({
      provider: 'github',
      owner: 'somebody',
      repo: 'perch',
    });
    expect(updateFeed('')).toBeNull();
  });

  test('has its files in the repository', () => {
    const files = [release.mac?.entitlements, release.nsis?.include].map(String);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('opens links of one scheme', () => {
    expect(release.protocols).toEqual([{ name: 'Perch', schemes: ['perch'] }]);
    expect(release.linux?.executableArgs).toEqual(['--', '%U']);
    const installer = readFileSync(String(release.nsis?.include), 'utf8');
    expect(installer).toContain(`\${APP_EXECUTABLE_FILENAME}" -- "%1"`);
  });

  test('is the current Electron on machines that can download it', () => {
    expect(manifest.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.parseInt(manifest.devDependencies.electron, 10)).toBeGreaterThanOrEqual(45);
  });

  test('brings no package as it is that a bundle holds already', () => {
    expect(release.files).toEqual(['**/*', { from: 'node_modules', to: 'node_modules' }]);
    expect(release.asarUnpack).toEqual(['**/*.node']);
  });
});
