import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from 'vitest';
import { type Edition, unpacked } from '../../build/package/pack.ts';

/** What ships, beside the words for it of build/package/config.ts: read back from the executable itself. */
const RELEASE = {
  RunAsNode: false,
  EnableCookieEncryption: process.platform !== 'linux',
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
} as const;

async function readFuses(edition: Edition): Promise<Record<string, boolean>> {
  const wire = await getCurrentFuseWire(unpacked(edition).executable);
  const names = Object.keys(RELEASE) as (keyof typeof RELEASE)[];
  return Object.fromEntries(names.map((name) => [name, wire[FuseV1Options[name]] === FuseState.ENABLE]));
}

test('the release has every fuse as configured', async () => {
  expect(await readFuses('release')).toEqual(RELEASE);
});

test('the twin for tests differs in one, which lets a test in', async () => {
  expect(await readFuses('driven')).toEqual({ ...RELEASE, EnableNodeCliInspectArguments: true });
});
