import { type BusMessage, TRUE_PROPERTY } from '../../electron/bus-message.ts';
import { busCall, busPath, connectSessionBus, type SessionBus } from '../../electron/session-bus.ts';
import { readValues, writeValues } from './bus-values.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';

/** Square, 4 bytes each: alpha, red, green, blue. */
export type TrayPixmap = { readonly size: number; readonly pixels: Buffer };

export type TrayEntry = {
  readonly id: number;
  /** '-' is a line between entries. */
  readonly label: string;
  readonly enabled: boolean;
  readonly entries: readonly TrayEntry[];
};

/** An icon as a panel has it. */
export type TrayItem = {
  pixmap(): Promise<TrayPixmap>;
  tooltip(): Promise<string>;
  menu(): Promise<readonly TrayEntry[]>;
  /** Chooses an entry, also of a menu in the menu. */
  choose(label: string): Promise<void>;
  /** A click. */
  activate(): Promise<void>;
};

/** A panel that takes tray icons and draws none. */
export type FakeTrayHost = {
  /** Icons that were registered so far. */
  icons(): number;
  /** The latest one. */
  item(): TrayItem;
  /** Signals of icons so far: a new picture, a new tooltip, … */
  signals(): readonly string[];
  /** The panel goes away. */
  close(): void;
};

/** Puts a StatusNotifier watcher with a host on a session bus. */
export async function startFakeTrayHost(address: string): Promise<FakeTrayHost> {
  const bus = await connectSessionBus(busPath({ DBUS_SESSION_BUS_ADDRESS: address }) ?? '');
  const registered: BusMessage[] = [];
  const signals: string[] = [];
  bus.onCall((call) => {
    if (call.member === 'RegisterStatusNotifierItem') registered.push(call);
    return call.member === 'Get' ? TRUE_PROPERTY : undefined;
  });
  bus.onSignal(({ member = '' }) => signals.push(member));
  await bus.call(busCall('AddMatch', `type='signal',interface='${ITEM}'`));
  await bus.call(busCall('RequestName', WATCHER, 0));
  return {
    icons: () => registered.length,
    item: () => {
      const latest = registered.at(-1);
      if (!latest) throw new Error('No icon has been registered.');
      return itemOf(bus, latest);
    },
    signals: () => signals,
    close: bus.close,
  };
}

/** Programs register a path of their own or a name with the usual path. */
function itemOf(bus: SessionBus, { sender = '', body }: BusMessage): TrayItem {
  const [service] = readValues({ signature: 's', bytes: body }) as [string];
  const isPath = service.startsWith('/');
  const place = { destination: isPath ? sender : service, path: isPath ? service : '/StatusNotifierItem' };

  async function read(property: string): Promise<unknown> {
    const reply = await bus.call({
      ...place,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      arguments: [ITEM, property],
    });
    return readValues({ signature: 'v', bytes: reply })[0];
  }

  async function menuCall(member: string, body: ReturnType<typeof writeValues>): Promise<Buffer> {
    const path = String(await read('Menu'));
    return bus.call({ ...place, path, interface: MENU, member, arguments: body });
  }

  async function menu(): Promise<readonly TrayEntry[]> {
    const reply = await menuCall('GetLayout', writeValues('iias', 0, -1));
    const [, root] = readValues({ signature: 'u(ia{sv}av)', bytes: reply });
    return entryOf(root as Layout).entries;
  }

  return {
    pixmap: async () => {
      const [[size, , pixels] = [0, 0, Buffer.alloc(0)]] = (await read('IconPixmap')) as [
        number,
        number,
        Buffer,
      ][];
      return { size, pixels };
    },
    tooltip: async () => String(((await read('ToolTip')) as unknown[])[2]),
    menu,
    choose: async (label) => {
      const all = (await menu()).flatMap((entry) => [entry, ...entry.entries]);
      const entry = all.find((each) => each.label === label);
      if (!entry?.enabled)
        throw new Error(`There is no “${label}” to choose: ${all.map((each) => each.label).join(' | ')}`);
      await menuCall('Event', writeValues('isvu', entry.id, 'clicked', '', 0));
    },
    activate: async () => {
      await bus.call({ ...place, interface: ITEM, member: 'Activate', arguments: writeValues('ii', 0, 0) });
    },
  };
}

type Layout = readonly [
  id: number,
  properties: Readonly<Record<string, unknown>>,
  entries: readonly Layout[],
];

function entryOf([id, properties, entries]: Layout): TrayEntry {
  const { type, label = '', enabled = true } = properties;
  return {
    id,
    label: type === 'separator' ? '-' : String(label).replace(/_(_?)/g, '$1'),
    enabled: enabled === true,
    entries: entries.map(entryOf),
  };
}
