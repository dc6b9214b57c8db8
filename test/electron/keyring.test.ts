import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createKeyring, type SafeStorageLike } from '../../electron/keyring.ts';
import type { KeyringLook } from '../../electron/keyring-look.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a call to a locked keyring does to main: it would never come back. */
const hangs = (): never => {
  throw new Error('main hangs');
};

/** Electron 33, with a keyring that is open. */
const OLD: SafeStorageLike = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(`v11${text}`),
  decryptString: (sealed) => sealed.toString().slice(3),
};
const LOCKED: SafeStorageLike = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isEncryptionAvailable: hangs,
  encryptString: hangs,
  decryptString: hangs,
};
/** Electron 45: the old calls are there, and are not to be used. */
const NEW: SafeStorageLike = {
  ...LOCKED,
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(`v11${text}`),
  decryptStringAsync: async (sealed) => ({ result: sealed.toString().slice(3), shouldReEncrypt: false }),
};

const keyringOf = (safe: SafeStorageLike, seen: KeyringLook = 'open', platform: NodeJS.Platform = 'linux') =>
  createKeyring({ safe, platform, look: async () => seen });

test.each([
  ['Electron 33', OLD],
  ['Electron 45', NEW],
])('%s seals and opens', async (_, safe) => {
  const keyring = keyringOf(safe);
  expect(await keyring.look()).toBe('ready');
  const sealing = await keyring.seal('very secret');
  expect(sealing).toMatchObject({ kind: 'sealed', by: 'gnome_libsecret' });
  const sealed = sealing.kind === 'sealed' ? sealing.sealed : '';
  expect(await keyring.open(sealed)).toEqual({ kind: 'opened', text: 'very secret', stale: false });
});

test.each(['locked', 'none'] as const)('a keyring that is %s is never called', async (seen) => {
  const keyring = keyringOf(LOCKED, seen);
  expect(await keyring.look()).toBe(seen);
  expect(await keyring.seal('x')).toEqual({ kind: 'unavailable' });
  expect(await keyring.open('djEx')).toEqual({ kind: 'unavailable' });
});

test('once Electron has its key, nobody looks again: the keyring may be locked now', async () => {
  const looks = vi.fn(async () => 'open' as const);
  const keyring = createKeyring({ safe: OLD, platform: 'linux', look: looks });
  await keyring.look();
  await keyring.seal('x');
  expect(await keyring.look()).toBe('ready');
  expect(looks).toHaveBeenCalledTimes(1);
});

test.each(['basic_text', 'unknown'])('a system with %s for a keyring has none', async (backend) => {
  const keyring = keyringOf({ ...LOCKED, getSelectedStorageBackend: () => backend });
  expect(await keyring.look()).toBe('none');
});

test('what is sealed with a password that everybody knows is not sealed', async () => {
  const keyring = keyringOf({ ...NEW, encryptStringAsync: async () => Buffer.from('v10…') });
  expect(await keyring.seal('x')).toEqual({ kind: 'unavailable' });
});

const temporarily = Object.assign(new Error('no'), { isTemporarilyUnavailable: true });
test.each([
  ['another keyring, Electron 33', { ...OLD, decryptString: hangs }, { kind: 'lost' }],
  ['another keyring', { ...NEW, decryptStringAsync: async () => hangs() }, { kind: 'lost' }],
  [
    'not now, as an error',
    { ...NEW, decryptStringAsync: () => Promise.reject(temporarily) },
    { kind: 'unavailable' },
  ],
  [
    'not now, in words',
    { ...NEW, decryptStringAsync: () => Promise.reject(new Error('safeStorage is temporarily unavailable')) },
    { kind: 'unavailable' },
  ],
  [
    'not now, as an answer',
    {
      ...NEW,
      decryptStringAsync: async () => ({
        result: '',
        shouldReEncrypt: false,
        isTemporarilyUnavailable: true,
      }),
    },
    { kind: 'unavailable' },
  ],
  [
    'a key that was replaced',
    { ...NEW, decryptStringAsync: async () => ({ result: 'x', shouldReEncrypt: true }) },
    { kind: 'opened', text: 'x', stale: true },
  ],
])('%s', async (_, safe, expected) => {
  expect(await keyringOf(safe).open('djExeA==')).toEqual(expected);
});

test('a keyring that asks a person for the password in the meantime is locked', async () => {
  const never = () => new Promise<never>(() => undefined);
  const asking = keyringOf({ ...NEW, isAsyncEncryptionAvailable: never }).look();
  const opening = keyringOf({ ...NEW, decryptStringAsync: never }).open('djExeA==');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await asking).toBe('locked');
  expect(await opening).toEqual({ kind: 'unavailable' });
});

test.each([
  ['darwin', 'locked', 'Keychain'],
  ['win32', 'none', 'Windows'],
] as const)('%s has its own, which is asked at once', async (platform, without, name) => {
  const { getSelectedStorageBackend: _linux, ...safe } = OLD;
  const no = { ...safe, isEncryptionAvailable: () => false };
  expect(await keyringOf(no, 'none', platform).look()).toBe(without);
  expect(await keyringOf(safe, 'none', platform).seal('x')).toMatchObject({ by: name });
});
