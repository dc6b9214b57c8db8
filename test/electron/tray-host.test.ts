import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startSessionBus } from '../../build/display.ts';
import { hasTool } from '../../build/system-libraries.ts';
import { encodeMessage, TRUE_PROPERTY, TYPE, takeMessages } from '../../electron/bus-message.ts';
import { watchTrayHost } from '../../electron/tray-host.ts';
import { startFakeTrayHost } from '../fakes/tray-host.ts';

const HAS_BUS = process.platform === 'linux' && hasTool('dbus-daemon');
let bus: Service | undefined;

beforeAll(async () => {
  if (HAS_BUS) bus = await startSessionBus();
});
afterAll(() => bus?.stop());

test('other systems always have a tray', async () => {
  const seen: boolean[] = [];
  await watchTrayHost('win32', {}, (present) => seen.push(present));
  expect(seen).toEqual([true]);
});

test('without a session bus there is none', async () => {
  const seen: boolean[] = [];
  await watchTrayHost('linux', {}, (present) => seen.push(present));
  await watchTrayHost('linux', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/at/all' }, (present) =>
    seen.push(present),
  );
  expect(seen).toEqual([false, false]);
});

test.runIf(HAS_BUS)('a panel that comes late is seen, and that it left', async () => {
  const address = bus?.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const seen: boolean[] = [];
  await watchTrayHost('linux', { DBUS_SESSION_BUS_ADDRESS: address }, (present) => seen.push(present));
  expect(seen.at(-1)).toBe(false);
  const host = await startFakeTrayHost(address);
  await expect.poll(() => seen.at(-1)).toBe(true);
  host.close();
  await expect.poll(() => seen.at(-1)).toBe(false);
});

test('messages are read as they come, in pieces and together', () => {
  const reply = encodeMessage(TYPE.reply, 7, { replySerial: 3, destination: ':1.2' }, TRUE_PROPERTY);
  const call = encodeMessage(TYPE.call, 8, { path: '/a', member: 'Get', destination: 'org.x' });
  const both = Buffer.concat([reply, call]);
  expect(takeMessages(both.subarray(0, reply.length - 1)).messages).toEqual([]);
  const { messages, rest } = takeMessages(both);
  expect(messages).toMatchObject([
    { type: TYPE.reply, serial: 7, replySerial: 3, body: TRUE_PROPERTY.bytes },
    { type: TYPE.call, serial: 8, member: 'Get' },
  ]);
  expect(rest).toHaveLength(0);
});
