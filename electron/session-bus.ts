import { createConnection, type Socket } from 'node:net';

/**
 * As much of D-Bus as it takes to ask the session whether a tray is there: calls with text arguments, their
 * replies, and signals. https://dbus.freedesktop.org/doc/dbus-specification.html
 */

export type BusCall = {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly arguments: readonly string[];
};

export type SessionBus = {
  /** The body of the reply, undecoded; rejects when the answer is an error. */
  call(call: BusCall): Promise<Buffer>;
  onSignal(listener: () => void): void;
  onClose(listener: () => void): void;
  close(): void;
};

type Variables = Readonly<Record<string, string | undefined>>;
type Message = { readonly type: number; readonly replySerial: number | undefined; readonly body: Buffer };
type Waiting = { readonly resolve: (body: Buffer) => void; readonly reject: (error: Error) => void };

const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const ERROR = 3;
const SIGNAL = 4;
const FIELD = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const;
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
export function busCall(member: string, ...args: readonly string[]): BusCall {
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
  const signalListeners: (() => void)[] = [];
  let serial = 0;
  let received = Buffer.alloc(0);

  const take = ({ type, replySerial = -1, body }: Message): void => {
    if (type === SIGNAL) for (const listener of signalListeners) listener();
    if (type === METHOD_RETURN) waiting.get(replySerial)?.resolve(body);
    if (type === ERROR)
      waiting.get(replySerial)?.reject(new Error('The session bus answered with an error.'));
    waiting.delete(replySerial);
  };
  socket.on('data', (data) => {
    received = Buffer.concat([received, Buffer.from(data)]);
    for (let size = sizeOf(received); size <= received.length; size = sizeOf(received)) {
      take(decode(received.subarray(0, size)));
      received = received.subarray(size);
    }
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The session bus is gone.'));
    waiting.clear();
  });
  return {
    call: (call) =>
      new Promise((resolve, reject) => {
        serial += 1;
        waiting.set(serial, { resolve, reject });
        socket.write(encode(call, serial));
      }),
    onSignal: (listener) => signalListeners.push(listener),
    onClose: (listener) => socket.once('close', listener),
    close: () => socket.destroy(),
  };
}

const align = (offset: number, to: number): number => Math.ceil(offset / to) * to;

/** Text after its length, from an offset that is a multiple of four. */
function encodeText(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const buffer = Buffer.alloc(align(4 + bytes + 1, 4));
  buffer.writeUInt32LE(bytes, 0);
  buffer.write(text, 4);
  return buffer;
}

/** Header fields start at multiples of eight: code, signature of the value, value. */
function encodeField(code: number, type: 'o' | 's' | 'g', value: string): Buffer {
  const content = type === 'g' ? Buffer.from([value.length, ...Buffer.from(value), 0]) : encodeText(value);
  const field = Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), content]);
  return Buffer.concat([field, Buffer.alloc(align(field.length, 8) - field.length)]);
}

function encode({ arguments: args, ...call }: BusCall, serial: number): Buffer {
  const body = Buffer.concat(args.map(encodeText));
  const bodyLength = args.length === 0 ? 0 : body.length - padding(args.at(-1) ?? '');
  const fields = Buffer.concat([
    encodeField(FIELD.path, 'o', call.path),
    encodeField(FIELD.interface, 's', call.interface),
    encodeField(FIELD.member, 's', call.member),
    ...(args.length > 0 ? [encodeField(FIELD.signature, 'g', 's'.repeat(args.length))] : []),
    encodeField(FIELD.destination, 's', call.destination),
  ]);
  const head = Buffer.alloc(16);
  head.set([0x6c, METHOD_CALL, 0, 1]);
  head.writeUInt32LE(bodyLength, 4);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(fields.length, 12);
  return Buffer.concat([head, fields, body.subarray(0, bodyLength)]);
}

const padding = (text: string): number => {
  const used = 4 + Buffer.byteLength(text) + 1;
  return align(used, 4) - used;
};

/** Length of the first message; infinite while its head is incomplete. */
function sizeOf(data: Buffer): number {
  if (data.length < 16) return Number.POSITIVE_INFINITY;
  return align(16 + data.readUInt32LE(12), 8) + data.readUInt32LE(4);
}

function decode(data: Buffer): Message {
  const fieldsEnd = 16 + data.readUInt32LE(12);
  let replySerial: number | undefined;
  for (let at = 16; at < fieldsEnd; ) {
    const code = data[at];
    const type = String.fromCharCode(data[at + 2] ?? 0);
    const value = at + 4;
    if (code === FIELD.replySerial) replySerial = data.readUInt32LE(value);
    const length = type === 'g' ? 2 + (data[value] ?? 0) : type === 'u' ? 4 : 5 + data.readUInt32LE(value);
    at = align(value + length, 8);
  }
  return { type: data[1] ?? 0, replySerial, body: data.subarray(align(fieldsEnd, 8)) };
}
