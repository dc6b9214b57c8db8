import { TRUE_PROPERTY } from '../../electron/bus-message.ts';
import { busCall, busPath, connectSessionBus } from '../../electron/session-bus.ts';

/** A panel that takes tray icons and draws none. */
export type FakeTrayHost = {
  /** Icons that were registered so far. */
  icons(): number;
  /** The panel goes away. */
  close(): void;
};

/** Puts a StatusNotifier watcher with a host on a session bus. */
export async function startFakeTrayHost(address: string): Promise<FakeTrayHost> {
  const bus = await connectSessionBus(busPath({ DBUS_SESSION_BUS_ADDRESS: address }) ?? '');
  let icons = 0;
  bus.onCall((member) => {
    if (member === 'RegisterStatusNotifierItem') icons += 1;
    return member === 'Get' ? TRUE_PROPERTY : undefined;
  });
  await bus.call(busCall('RequestName', 'org.kde.StatusNotifierWatcher', 0));
  return { icons: () => icons, close: bus.close };
}
