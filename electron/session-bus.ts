import { createConnection, type Socket } from 'node:net';
import {
  argumentsBody,
  type BusArgument,
  type BusBody,
  type BusMessage,
  encodeMessage,
  TYPE,
  takeMessages,
} from './bus-message.ts';

/** A question to a program on the session's D-Bus. */
export type BusCall = {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly arguments: readonly BusArgument[] | BusBody;
};

export type SessionBus = {
  /** The body of the reply, undecoded; rejects when the answer is an error. */
  call(call: BusCall): Promise<Buffer>;
  onSignal(listener: (signal: BusMessage) => void): void;
  /** Answers what others ask of this program. */
  onCall(answer: (call: BusMessage) => BusBody | undefined): void;
  /** Tells everybody something. */
  emit(signal: Pick<BusCall, 'path' | 'interface' | 'member'> & { readonly body: BusBody | undefined }): void;
  onClose(listener: () => void): void;
  close(): void;
};

type Variables = Readonly<Record<string, string | undefined>>;
type Waiting = { readonly resolve: (body: Buffer) => void; readonly reject: (error: Error) => void };

const CONNECT_WITHIN = 2_000;

/** Where the session's bus listens, as a path for a socket; undefined without one. */
export function busPath(env: Variables): string | undefined {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (!address) return env['XDG_RUNTIME_DIR'] && `${env['XDG_RUNTIME_DIR']}/bus`;
  const [, kind, value] = /^unix:(?:.*,)?(path|abstract)=([^,;]+)/.exec(address) ?? [];
  if (value === undefined) return undefined;
  return (kind === 'abstract' ? '\0' : '') + decodeURIComponent(value);
}

/** Connects to the bus and says hello. Rejects when that takes too long. */
export async function connectSessionBus(path: string): Promise<SessionBus> {
  const socket = createConnection(path);
  // Without this a bus that goes away would end the program.
  socket.on('error', () => socket.destroy());
  socket.setTimeout(CONNECT_WITHIN, () => socket.destroy());
  await authenticate(socket);
  const bus = speak(socket);
  await bus.call(busCall('Hello'));
  socket.setTimeout(0);
  return bus;
}

/** A call to the bus itself. */
export function busCall(member: string, ...args: readonly (string | number)[]): BusCall {
  const name = 'org.freedesktop.DBus';
  return { destination: name, path: '/org/freedesktop/DBus', interface: name, member, arguments: args };
}

function authenticate(socket: Socket): Promise<void> {
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  return new Promise((resolve, reject) => {
    socket.once('close', () => reject(new Error('The session bus did not answer.')));
    socket.once('connect', () => socket.write(`\0AUTH EXTERNAL ${uid}\r\n`));
    socket.once('data', (answer) => {
      if (!answer.toString('latin1').startsWith('OK ')) {
        socket.destroy();
        return;
      }
      socket.write('BEGIN\r\n');
      resolve();
    });
  });
}

function speak(socket: Socket): SessionBus {
  const waiting = new Map<number, Waiting>();
  const onSignal: ((signal: BusMessage) => void)[] = [];
  let answer: (call: BusMessage) => BusBody | undefined = () => undefined;
  let serial = 0;

  const take = (message: BusMessage): void => {
    const { type, serial: asked, replySerial = -1, sender = '', body } = message;
    if (type === TYPE.signal) for (const listener of onSignal) listener(message);
    if (type === TYPE.call) {
      const header = { destination: sender, replySerial: asked };
      serial += 1;
      socket.write(encodeMessage(TYPE.reply, serial, header, answer(message)));
    }
    if (type === TYPE.reply) waiting.get(replySerial)?.resolve(body);
    if (type === TYPE.error) waiting.get(replySerial)?.reject(new Error(`The session bus said no.`));
    waiting.delete(replySerial);
  };
  readMessages(socket, take);
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The session bus is gone.'));
    waiting.clear();
  });
  return {
    call: ({ arguments: args, ...header }) =>
      new Promise((resolve, reject) => {
        serial += 1;
        waiting.set(serial, { resolve, reject });
        const body = 'signature' in args ? args : argumentsBody(args);
        socket.write(encodeMessage(TYPE.call, serial, header, body));
      }),
    emit: ({ body, ...header }) => {
      serial += 1;
      socket.write(encodeMessage(TYPE.signal, serial, header, body));
    },
    onSignal: (listener) => onSignal.push(listener),
    onCall: (listener) => {
      answer = listener;
    },
    onClose: (listener) => socket.once('close', listener),
    close: () => socket.destroy(),
  };
}

function readMessages(socket: Socket, take: (message: BusMessage) => void): void {
  let received: Buffer = Buffer.alloc(0);
  socket.on('data', (data) => {
    const { messages, rest } = takeMessages(Buffer.concat([received, data]));
    received = rest;
    for (const message of messages) take(message);
  });
}
