import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startSessionBus } from '../../build/display.ts';
import { hasTool } from '../../build/system-libraries.ts';
import { findNotificationServer } from '../../electron/notification-server.ts';
import { startNotificationDaemon } from '../fakes/notification-daemon.ts';

describe.runIf(process.platform === 'linux' && hasTool('dbus-daemon'))('the server of notifications', () => {
  let bus: Service;
  beforeAll(async () => {
    bus = await startSessionBus();
  });
  afterAll(() => bus.stop());

  test('says whether it reads markup', async () => {
    const daemon = await startNotificationDaemon(bus.env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
    expect(await findNotificationServer(bus.env)).toEqual({ hasMarkup: true });
    daemon.close();
  });

  test('is missed in a sentence with what happens instead', async () => {
    const nowhere = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
    expect(await findNotificationServer(nowhere)).toMatch(/no session bus.*shown in the window/);
    expect(await findNotificationServer({})).toMatch(/no session bus/);
  });
});
