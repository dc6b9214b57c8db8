import { type BusCall, busCall, busPath, connectSessionBus, type SessionBus } from './session-bus.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const HOST_REGISTERED: BusCall = {
  destination: WATCHER,
  path: '/StatusNotifierWatcher',
  interface: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  arguments: [WATCHER, 'IsStatusNotifierHostRegistered'],
};

/** In a reply that is a variant of a boolean: the signature takes four bytes, then the value. */
const VARIANT_VALUE = 4;

/**
 * Tells whether the session shows tray icons, now and whenever that changes. On Linux only a StatusNotifier host
 * counts: an icon in an old-style tray may be there, but nobody can say so. Anything that is not known is "no",
 * since a window that closes into a tray that is not there would be lost.
 */
export async function watchTrayHost(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  onChange: (present: boolean) => void,
): Promise<void> {
  if (platform !== 'linux') return onChange(true);
  const path = busPath(env);
  const bus = path === undefined ? undefined : await connectSessionBus(path).catch(() => undefined);
  if (!bus) return onChange(false);
  const look = async (): Promise<void> => onChange(await hasHost(bus));
  bus.onSignal(() => void look());
  bus.onClose(() => onChange(false));
  await bus.call(busCall('AddMatch', `type='signal',member='NameOwnerChanged',arg0='${WATCHER}'`));
  await bus.call(
    busCall('AddMatch', `type='signal',interface='${WATCHER}',member='StatusNotifierHostRegistered'`),
  );
  await look();
}

async function hasHost(bus: SessionBus): Promise<boolean> {
  try {
    const owned = await bus.call(busCall('NameHasOwner', WATCHER));
    if (owned.readUInt32LE(0) === 0) return false;
    return (await bus.call(HOST_REGISTERED)).readUInt32LE(VARIANT_VALUE) === 1;
  } catch {
    return false;
  }
}
