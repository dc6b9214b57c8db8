import { argumentsBody, type BusBody } from '../../electron/bus-message.ts';
import { busCall, busPath, connectSessionBus } from '../../electron/session-bus.ts';
import { readValues } from './bus-values.ts';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

/** A notification as a desktop got it. */
export type ShownNotice = {
  readonly id: number;
  /** The one it takes the place of; 0: none. */
  readonly replaces: number;
  readonly app: string;
  readonly title: string;
  readonly body: string;
  /** Keys and labels by turns. */
  readonly actions: readonly string[];
};

/** What shows notifications on a desktop, and shows them to nobody. */
export type NotificationDaemon = {
  /** All that ever came. */
  readonly shown: readonly ShownNotice[];
  /** Those that are there now. */
  open(): readonly ShownNotice[];
  /** As a person would click it; its action closes it. */
  click(notice: ShownNotice): void;
  /** It stops, as one that crashes. */
  close(): void;
};

/** Puts it on a session bus. */
export async function startNotificationDaemon(address: string): Promise<NotificationDaemon> {
  const bus = await connectSessionBus(busPath({ DBUS_SESSION_BUS_ADDRESS: address }) ?? '');
  const shown: ShownNotice[] = [];
  const closed = new Set<number>();

  const dismiss = (id: number): void => {
    closed.add(id);
    bus.emit({ path: PATH, interface: NAME, member: 'NotificationClosed', body: argumentsBody([id, 3]) });
  };
  const notify = (body: Buffer): BusBody | undefined => {
    const id = shown.length + 1;
    shown.push({ id, ...decodeNotify(body) });
    return argumentsBody([id]);
  };
  bus.onCall(({ member, body }) => {
    if (member === 'Notify') return notify(body);
    if (member === 'GetCapabilities') return textsBody(['actions', 'body', 'body-markup']);
    if (member === 'GetServerInformation') return argumentsBody(['stand-in', 'perch', '1', '1.2']);
    if (member === 'CloseNotification') dismiss(body.readUInt32LE(0));
    return undefined;
  });
  await bus.call(busCall('RequestName', NAME, 0));
  return {
    shown,
    open: () => shown.filter(({ id }) => !closed.has(id)),
    click: ({ id }) => {
      bus.emit({
        path: PATH,
        interface: NAME,
        member: 'ActionInvoked',
        body: argumentsBody([id, 'default']),
      });
      dismiss(id);
    },
    close: bus.close,
  };
}

/** Without hints and time. */
function decodeNotify(bytes: Buffer): Omit<ShownNotice, 'id'> {
  const values = readValues({ signature: 'susssas', bytes });
  const [app, replaces, , title, body, actions] = values as [
    string,
    number,
    string,
    string,
    string,
    string[],
  ];
  return { app, replaces, title, body, actions };
}

function textsBody(texts: readonly string[]): BusBody {
  const list = argumentsBody(texts)?.bytes ?? Buffer.alloc(0);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(list.length);
  return { signature: 'as', bytes: Buffer.concat([length, list]) };
}
