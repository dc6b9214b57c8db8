/**
 * As much of D-Bus's wire format as it takes to make calls with texts, numbers and paths and to answer with a flag.
 * https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol
 */

export const TYPE = { call: 1, reply: 2, error: 3, signal: 4 } as const;

/** Header fields that matter here, by code. */
const CODES = {
  path: 1,
  interface: 2,
  member: 3,
  replySerial: 5,
  destination: 6,
  sender: 7,
  signature: 8,
} as const;

export type BusHeader = {
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly destination?: string;
  readonly replySerial?: number;
};

export type BusMessage = {
  readonly type: number;
  readonly serial: number;
  readonly replySerial: number | undefined;
  readonly member: string | undefined;
  readonly sender: string | undefined;
  /** Undecoded. */
  readonly body: Buffer;
};

/** What follows the header, and how it is to be read. */
export type BusBody = { readonly signature: string; readonly bytes: Buffer };

const LITTLE_ENDIAN = 'l'.charCodeAt(0);
const VERSION = 1;
const HEAD = 16;

const align = (offset: number, to: number): number => Math.ceil(offset / to) * to;

const padTo = (bytes: Buffer, to: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(align(bytes.length, to) - bytes.length)]);

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const text = (value: string): Buffer =>
  Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(`${value}\0`)]);

const signature = (value: string): Buffer => Buffer.from([value.length, ...Buffer.from(`${value}\0`)]);

/** Code, signature of the value, value. */
const field = (code: number, type: string, value: Buffer): Buffer =>
  Buffer.concat([Buffer.from([code]), signature(type), value]);

/** A text, a number, or a list of object paths. */
export type BusArgument = string | number | readonly string[];

export function argumentsBody(values: readonly BusArgument[]): BusBody | undefined {
  if (values.length === 0) return undefined;
  const types = values.map((value) =>
    typeof value === 'string' ? 's' : typeof value === 'number' ? 'u' : 'ao',
  );
  return { signature: types.join(''), bytes: inLine(values.map(argument)) };
}

const inLine = (values: readonly Buffer[]): Buffer =>
  values.reduce((all, next) => Buffer.concat([padTo(all, 4), next]), Buffer.alloc(0));

function argument(value: BusArgument): Buffer {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  const paths = inLine(value.map(text));
  return Buffer.concat([number(paths.length), paths]);
}

/** The texts of a body that is one list of them. */
export function textsIn(body: Buffer): readonly string[] {
  const texts: string[] = [];
  const end = 4 + body.readUInt32LE(0);
  for (let at = 4; at < end; ) {
    const length = body.readUInt32LE(at);
    texts.push(body.toString('utf8', at + 4, at + 4 + length));
    at = align(at + 4 + length + 1, 4);
  }
  return texts;
}

/** The answer to a question for a property that is true. */
export const TRUE_PROPERTY: BusBody = {
  signature: 'v',
  bytes: Buffer.concat([padTo(signature('b'), 4), number(1)]),
};

export function encodeMessage(type: number, serial: number, header: BusHeader, body?: BusBody): Buffer {
  const fields = [
    header.path !== undefined && field(CODES.path, 'o', text(header.path)),
    header.interface !== undefined && field(CODES.interface, 's', text(header.interface)),
    header.member !== undefined && field(CODES.member, 's', text(header.member)),
    header.replySerial !== undefined && field(CODES.replySerial, 'u', number(header.replySerial)),
    header.destination !== undefined && field(CODES.destination, 's', text(header.destination)),
    body && field(CODES.signature, 'g', signature(body.signature)),
  ].filter((each) => each !== undefined && each !== false);
  const list = fields.reduce((all, next) => Buffer.concat([padTo(all, 8), next]), Buffer.alloc(0));
  const kind = Buffer.from([LITTLE_ENDIAN, type, 0, VERSION]);
  const head = [kind, number(body?.bytes.length ?? 0), number(serial), number(list.length), list];
  return Buffer.concat([padTo(Buffer.concat(head), 8), body?.bytes ?? Buffer.alloc(0)]);
}

/** Takes the complete messages off the front of what was received. */
export function takeMessages(received: Buffer): {
  readonly messages: readonly BusMessage[];
  readonly rest: Buffer;
} {
  const messages: BusMessage[] = [];
  let rest = received;
  for (let size = sizeOf(rest); size <= rest.length; size = sizeOf(rest)) {
    messages.push(decode(rest.subarray(0, size)));
    rest = rest.subarray(size);
  }
  return { messages, rest };
}

/** Infinite while the head is incomplete. */
function sizeOf(data: Buffer): number {
  if (data.length < HEAD) return Number.POSITIVE_INFINITY;
  return align(HEAD + data.readUInt32LE(12), 8) + data.readUInt32LE(4);
}

function decode(data: Buffer): BusMessage {
  const end = HEAD + data.readUInt32LE(12);
  const texts = new Map<number, string>();
  let replySerial: number | undefined;
  for (let at = HEAD; at < end; ) {
    const code = data[at] ?? 0;
    const type = String.fromCharCode(data[at + 2] ?? 0);
    const value = at + 4;
    const length = lengthOf(data, value, type);
    if (code === CODES.replySerial) replySerial = data.readUInt32LE(value);
    if (type === 's') texts.set(code, data.toString('utf8', value + 4, value + length - 1));
    at = align(value + length, 8);
  }
  const body = data.subarray(align(end, 8));
  const [member, sender] = [texts.get(CODES.member), texts.get(CODES.sender)];
  return { type: data[1] ?? 0, serial: data.readUInt32LE(8), replySerial, member, sender, body };
}

function lengthOf(data: Buffer, at: number, type: string): number {
  if (type === 'u') return 4;
  return type === 'g' ? 2 + (data[at] ?? 0) : 5 + data.readUInt32LE(at);
}
