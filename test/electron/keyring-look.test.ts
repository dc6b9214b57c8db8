import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Service, startSessionBus } from '../../build/display.ts';
import { hasTool } from '../../build/system-libraries.ts';
import { argumentsBody, type BusArgument, type BusBody } from '../../electron/bus-message.ts';
import { lookAtKeyring } from '../../electron/keyring-look.ts';
import { askToUnlock } from '../../electron/keyring-unlock.ts';
import { busCall, busPath, connectSessionBus } from '../../electron/session-bus.ts';

const HAS_BUS = process.platform === 'linux' && hasTool('dbus-daemon');
const COLLECTION = '/org/freedesktop/secrets/collection/login';
let bus: Service | undefined;
let env: Record<string, string>;

beforeAll(async () => {
  if (HAS_BUS) bus = await startSessionBus();
  env = { ...bus?.env };
});
afterAll(() => bus?.stop());

const reply = (signature: string, ...values: readonly BusArgument[]): BusBody => ({
  signature,
  bytes: argumentsBody(values)?.bytes ?? Buffer.alloc(0),
});
const flag = (value: boolean): BusBody => reply('b', value ? 1 : 0);
/** A variant: the signature takes four bytes. */
const property = (value: boolean): BusBody => ({
  signature: 'v',
  bytes: Buffer.concat([Buffer.from([1, 'b'.charCodeAt(0), 0, 0]), flag(value).bytes]),
});

/** A program on the bus that has this name, and answers what it knows by the name of the call. */
async function serve(name: string, answers: Readonly<Record<string, () => BusBody | undefined>>) {
  const own = await connectSessionBus(busPath(env) ?? '');
  onTestFinished(own.close);
  const asked: string[] = [];
  own.onCall(({ member = '' }) => {
    asked.push(member);
    return answers[member]?.();
  });
  await own.call(busCall('RequestName', name, 0));
  return { asked, emit: own.emit };
}

test('without a bus, or without a keyring on it, there is none', async () => {
  expect(await lookAtKeyring('gnome_libsecret', {})).toBe('none');
  expect(await lookAtKeyring('gnome_libsecret', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' })).toBe(
    'none',
  );
});

test.runIf(HAS_BUS)('a keyring is open, locked, or asks a person to make it', async () => {
  let [collection, isLocked] = [COLLECTION, false];
  await serve('org.freedesktop.secrets', {
    ReadAlias: () => reply('o', collection),
    Get: () => property(isLocked),
  });
  expect(await lookAtKeyring('gnome_libsecret', env)).toBe('open');
  isLocked = true;
  expect(await lookAtKeyring('gnome_libsecret', env)).toBe('locked');
  collection = '/';
  expect(await lookAtKeyring('gnome_libsecret', env)).toBe('locked');
});

test.runIf(HAS_BUS)('the same of KWallet, whose service has a version', async () => {
  expect(await lookAtKeyring('kwallet6', env)).toBe('none');
  let isOpen = true;
  await serve('org.kde.kwalletd6', {
    networkWallet: () => reply('s', 'kdewallet'),
    isOpen: () => flag(isOpen),
  });
  expect(await lookAtKeyring('kwallet6', env)).toBe('open');
  isOpen = false;
  expect(await lookAtKeyring('kwallet6', env)).toBe('locked');
});

test.runIf(HAS_BUS)('the system asks the person for the password, and says when that is over', async () => {
  let isAnswered = false;
  const keyring = await serve('org.freedesktop.secrets', {
    ReadAlias: () => reply('o', COLLECTION),
    Unlock: () => reply('aoo', [], '/prompt/1'),
    Prompt: () => undefined,
  });
  const asking = askToUnlock(env).then(() => {
    isAnswered = true;
  });
  await expect.poll(() => keyring.asked).toEqual(['ReadAlias', 'Unlock', 'Prompt']);
  expect(isAnswered).toBe(false);
  keyring.emit({
    path: '/prompt/1',
    interface: 'org.freedesktop.Secret.Prompt',
    member: 'Completed',
    body: undefined,
  });
  await asking;
});
