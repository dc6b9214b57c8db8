import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGuardedSecrets } from '../../../core/host/guarded-secrets.ts';
import { readStoredKeys, sealedAccounts, storeKeys } from '../../../core/host/keys.ts';
import { openSecrets } from '../../../core/host/secrets.ts';
import { chooseStorage, chosenStorage } from '../../../core/host/storage-choice.ts';
import { openFileVault } from '../../../core/host/vault.ts';
import { createFakeKeyring, type FakeKeyring } from '../../fakes/keyring.ts';
import { createTempHome, type TempHome } from '../../fakes/temp-home.ts';

const KEYS = { appKey: 'app', appSecret: 'app-secret', accessToken: 'access', accessSecret: 'very-secret' };
const OTHER = { ...KEYS, accessSecret: 'other-secret' };
const PAIR = { accessToken: 'rotated-access', refreshToken: 'rotated-refresh' };
const CONNECTION =
  'DefaultEndpointsProtocol=https;AccountName=perchposts;AccountKey=c2VjcmV0LWtleQ==;EndpointSuffix=core.windows.net';

let temp: TempHome;
let keyring: FakeKeyring;
beforeEach(() => {
  temp = createTempHome();
  keyring = createFakeKeyring();
});
afterEach(() => temp.remove());

const onDisk = (): string => readFileSync(join(temp.home, 'secrets.json'), 'utf8');

/** As at a start of the app. */
async function open(box = keyring) {
  const secrets = createGuardedSecrets({ file: openSecrets(temp.home), box, onChange: () => undefined });
  await secrets.tend();
  return secrets;
}

test('what an older version left readable is sealed at the start, once, and read as before', async () => {
  const plain = openSecrets(temp.home);
  await storeKeys(plain, 'alice', KEYS);
  await openFileVault(temp.home, plain).keep('sign-in', PAIR);
  await chooseStorage(plain, 'azure', CONNECTION);
  const secrets = await open();
  for (const secret of ['very-secret', 'rotated-refresh', 'c2VjcmV0']) expect(onDisk()).not.toContain(secret);
  expect(readStoredKeys(secrets)).toEqual({ alice: KEYS });
  expect(await openFileVault(temp.home, secrets).read('sign-in')).toEqual(PAIR);
  expect(chosenStorage(secrets, {}).storage).toBe(CONNECTION);
  expect(secrets.state()).toMatchObject({ guard: 'ready', sealed: 3, plain: 0, waiting: [], storage: 'ok' });
  const sealed = onDisk();
  expect(readStoredKeys(await open())).toEqual({ alice: KEYS });
  expect(onDisk()).toBe(sealed);
});

test('a change seals what is new and leaves what is sealed as it is', async () => {
  const secrets = await open();
  await storeKeys(secrets, 'alice', KEYS);
  const before = JSON.parse(onDisk()).accounts.alice;
  await storeKeys(secrets, 'bob', OTHER);
  expect(JSON.parse(onDisk()).accounts.alice).toEqual(before);
  expect(before).toEqual({ sealed: expect.any(String), by: 'fake keyring' });
  // The command line beside it changes the same file, and cannot seal.
  await storeKeys(openSecrets(temp.home), 'carol', KEYS);
  expect(Object.keys(readStoredKeys(secrets))).toEqual(['alice', 'bob', 'carol']);
  await secrets.tend();
  expect(secrets.state()).toMatchObject({ sealed: 3, plain: 0 });
});

test('nobody is asked for a keyring while nothing is kept', async () => {
  const secrets = await open();
  expect(keyring.looks()).toBe(0);
  expect(secrets.state()).toMatchObject({ guard: 'unknown', asks: false });
});

test('a locked keyring: everything waits, nothing is kept or lost, and it goes on when it is open', async () => {
  const first = await open();
  await storeKeys(first, 'alice', KEYS);
  await openFileVault(temp.home, first).keep('sign-in', PAIR);
  await chooseStorage(first, 'azure', CONNECTION);
  const before = onDisk();
  keyring.be('locked');
  const secrets = await open();
  expect(secrets.state()).toMatchObject({
    guard: 'locked',
    waiting: ['alice'],
    lost: [],
    storage: 'waiting',
  });
  expect(readStoredKeys(secrets)).toEqual({});
  expect(sealedAccounts(secrets)).toEqual(['alice']);
  // The tokens that the sign-in began with are spent: to use those would end it.
  await expect(openFileVault(temp.home, secrets).read('sign-in')).rejects.toMatchObject({
    code: 'unavailable',
  });
  // Other posts are in the other storage.
  expect(() => chosenStorage(secrets, {})).toThrow(/unlock the keyring/);
  await expect(storeKeys(secrets, 'bob', OTHER)).rejects.toMatchObject({ code: 'unavailable' });
  expect(onDisk()).toBe(before);
  // To forget an account, nobody has to read its keys; all the rest stays.
  keyring.be('ready');
  await secrets.tend();
  expect(readStoredKeys(secrets)).toEqual({ alice: KEYS });
  expect(secrets.state()).toMatchObject({ guard: 'ready', waiting: [], storage: 'ok' });
});

test('another keyring: the keys are lost, everything else is kept, and a new sign-in heals it', async () => {
  const first = await open();
  await storeKeys(first, 'alice', KEYS);
  await openFileVault(temp.home, first).keep('sign-in', PAIR);
  const old = JSON.parse(onDisk());
  const secrets = await open(createFakeKeyring());
  expect(secrets.state()).toMatchObject({ guard: 'ready', waiting: [], lost: ['alice'] });
  expect(await openFileVault(temp.home, secrets).read('sign-in')).toBeUndefined();
  await storeKeys(secrets, 'bob', OTHER);
  expect(JSON.parse(onDisk())).toMatchObject(old);
  await storeKeys(secrets, 'alice', OTHER);
  expect(secrets.state()).toMatchObject({ lost: [] });
  expect(readStoredKeys(secrets)).toEqual({ alice: OTHER, bob: OTHER });
});

test('a keyring that opens it into garbage has lost it too', async () => {
  await storeKeys(await open(), 'alice', KEYS);
  const secrets = await open({
    ...keyring,
    open: async () => ({ kind: 'opened', text: '\u0001{', stale: false }),
  });
  expect(secrets.state()).toMatchObject({ lost: ['alice'] });
});

test('a key of the keyring that is not to be used any more: sealed anew', async () => {
  await storeKeys(await open(), 'alice', KEYS);
  const before = onDisk();
  keyring.rotate();
  const secrets = await open();
  expect(onDisk()).not.toBe(before);
  expect(readStoredKeys(secrets)).toEqual({ alice: KEYS });
  const after = onDisk();
  await open();
  expect(onDisk()).toBe(after);
});

test('a keyring that cannot open what it has just sealed is not trusted with it', async () => {
  await storeKeys(openSecrets(temp.home), 'alice', KEYS);
  const before = onDisk();
  const secrets = createGuardedSecrets({
    file: openSecrets(temp.home),
    box: { ...keyring, open: async () => ({ kind: 'lost' }) },
    onChange: () => undefined,
  });
  await expect(secrets.tend()).rejects.toMatchObject({ code: 'unavailable' });
  expect(onDisk()).toBe(before);
  expect(readStoredKeys(secrets)).toEqual({ alice: KEYS });
});

test('without a keyring, new keys wait for a word: refused, nothing is kept', async () => {
  keyring.be('none');
  const secrets = await open();
  const storing = storeKeys(secrets, 'alice', KEYS);
  const refused = expect(storing).rejects.toMatchObject({ code: 'refused' });
  await expect.poll(() => secrets.state().asks).toBe(true);
  expect(openSecrets(temp.home).read()).toEqual({});
  await secrets.choose(null);
  await refused;
  expect(secrets.state()).toMatchObject({ asks: false, plain: 0 });
  expect(readStoredKeys(secrets)).toEqual({});
});

test('without a keyring, for this run only: never on the disk, gone with the process', async () => {
  keyring.be('none');
  const secrets = await open();
  const storing = storeKeys(secrets, 'alice', KEYS);
  await expect.poll(() => secrets.state().asks).toBe(true);
  await secrets.choose('session');
  await storing;
  await openFileVault(temp.home, secrets).keep('sign-in', PAIR);
  expect(secrets.state()).toMatchObject({ asks: false, plain: 0, session: 2 });
  expect(readStoredKeys(secrets)).toEqual({ alice: KEYS });
  expect(await openFileVault(temp.home, secrets).read('sign-in')).toEqual(PAIR);
  expect(onDisk()).not.toMatch(/very-secret|rotated/);
  expect(readStoredKeys(await open())).toEqual({});
  // The person thinks better of it: all of it goes to the disk.
  await secrets.choose('plain');
  expect(readStoredKeys(await open())).toEqual({ alice: KEYS });
});

test('without a keyring, unprotected by a word that is remembered, and taken back', async () => {
  keyring.be('none');
  const secrets = await open();
  const storing = storeKeys(secrets, 'alice', KEYS);
  await expect.poll(() => secrets.state().asks).toBe(true);
  await secrets.choose('plain');
  await storing;
  const next = await open();
  await storeKeys(next, 'bob', OTHER);
  expect(next.state()).toMatchObject({ guard: 'none', agreed: true, plain: 2, session: 0 });
  await next.choose('session');
  expect(onDisk()).not.toContain('secret"');
  expect(next.state()).toMatchObject({ agreed: false, plain: 0, session: 2 });
  expect(readStoredKeys(next)).toEqual({ alice: KEYS, bob: OTHER });
});

test('a keyring that comes later seals what was agreed to lie unprotected', async () => {
  keyring.be('none');
  const secrets = await open();
  await secrets.choose('plain');
  await storeKeys(secrets, 'alice', KEYS);
  keyring.be('ready');
  const next = await open();
  expect(next.state()).toMatchObject({ guard: 'ready', agreed: false, sealed: 1, plain: 0 });
  expect(onDisk()).not.toContain('very-secret');
});

test('renewed tokens are kept without a word: the old ones are spent', async () => {
  keyring.be('none');
  const secrets = await open();
  await openFileVault(temp.home, secrets).keep('sign-in', PAIR);
  expect(await openFileVault(temp.home, await open()).read('sign-in')).toEqual(PAIR);
  expect(secrets.state()).toMatchObject({ agreed: false, plain: 1 });
});

test('what a killed process left half-written is gone with the next change', async () => {
  const secrets = await open();
  writeFileSync(join(temp.home, 'secrets.json.4711.new'), '{"accounts":{"alice":"very-secret"');
  await storeKeys(secrets, 'alice', KEYS);
  expect(() => readFileSync(join(temp.home, 'secrets.json.4711.new'))).toThrow();
});
