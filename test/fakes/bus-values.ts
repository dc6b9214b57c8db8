import type { BusBody } from '../../electron/bus-message.ts';

/**
 * D-Bus values by their signatures, for programs that stand in for a desktop.
 * https://dbus.freedesktop.org/doc/dbus-specification.html#type-system
 */

const ALIGNMENT: Readonly<Record<string, number>> = {
  y: 1,
  g: 1,
  v: 1,
  n: 2,
  q: 2,
  x: 8,
  t: 8,
  d: 8,
  '(': 8,
  '{': 8,
};
const WIDTH = 4;

const alignmentOf = (type: string): number => ALIGNMENT[type.charAt(0)] ?? WIDTH;
const align = (offset: number, to: number): number => Math.ceil(offset / to) * to;

/** The complete types of a signature: "ia{sv}av" is "i", "a{sv}", "av". */
function typesOf(signature: string): readonly string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, at: number): number {
  if (signature[at] === 'a') return endOfType(signature, at + 1);
  let depth = 0;
  for (let i = at; i < signature.length; i++) {
    if ('({'.includes(signature[i] ?? '')) depth += 1;
    if (')}'.includes(signature[i] ?? '')) depth -= 1;
    if (depth === 0) return i + 1;
  }
  throw new Error(`No type ends in "${signature}".`);
}

/** What a body says. Structs and arrays become arrays, bytes a buffer, dictionaries objects, variants their value. */
export function readValues({ signature, bytes }: BusBody): readonly unknown[] {
  let at = 0;

  /** Where the next `size` bytes are. */
  function take(size: number): number {
    at += size;
    return at - size;
  }

  function length(): number {
    at = align(at, WIDTH);
    return bytes.readUInt32LE(take(WIDTH));
  }

  function text(size: number): string {
    const from = take(size + 1);
    return bytes.toString('utf8', from, from + size);
  }

  function array(element: string): unknown {
    const size = length();
    at = align(at, alignmentOf(element));
    const end = at + size;
    if (element === 'y') return bytes.subarray(take(size), end);
    const items: unknown[] = [];
    while (at < end) items.push(value(element));
    return element.startsWith('{') ? Object.fromEntries(items as [string, unknown][]) : items;
  }

  const numbers: Readonly<Record<string, () => unknown>> = {
    y: () => bytes.readUInt8(take(1)),
    i: () => bytes.readInt32LE(take(WIDTH)),
    u: () => bytes.readUInt32LE(take(WIDTH)),
    b: () => bytes.readUInt32LE(take(WIDTH)) === 1,
    d: () => bytes.readDoubleLE(take(8)),
  };

  function value(type: string): unknown {
    at = align(at, alignmentOf(type));
    const kind = type.charAt(0);
    if (kind === 'a') return array(type.slice(1));
    if (kind === '(' || kind === '{') return typesOf(type.slice(1, -1)).map(value);
    if (kind === 's' || kind === 'o') return text(length());
    if (kind === 'g' || kind === 'v') {
      const inner = text(bytes.readUInt8(take(1)));
      return kind === 'g' ? inner : value(inner);
    }
    const read = numbers[kind];
    if (!read) throw new Error(`Values of type "${type}" are not read here.`);
    return read();
  }

  return typesOf(signature).map(value);
}

/** A body of numbers (i, u, b), texts (s, o), variants of a text (v) and lists without anything in them (a…). */
export function writeValues(signature: string, ...values: readonly (string | number | boolean)[]): BusBody {
  let bytes = Buffer.alloc(0);
  const append = (alignment: number, more: Buffer): void => {
    const gap = Buffer.alloc(align(bytes.length, alignment) - bytes.length);
    bytes = Buffer.concat([bytes, gap, more]);
  };
  const appendText = (value: string): void => {
    appendNumber(Buffer.byteLength(value));
    append(1, Buffer.from(`${value}\0`));
  };
  const appendNumber = (value: number): void => {
    const four = Buffer.alloc(WIDTH);
    four.writeInt32LE(value);
    append(WIDTH, four);
  };
  for (const [i, type] of typesOf(signature).entries()) {
    const value = values[i] ?? '';
    if (type === 'v') append(1, Buffer.from('\x01s\0'));
    if (type.startsWith('a')) appendNumber(0);
    else if (typeof value === 'string') appendText(value);
    else appendNumber(Number(value));
  }
  return { signature, bytes };
}
