// What a page sends to main or the worker: shaped by schemas, whatever it sends.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod/mini';
import { openChannel, type PortLike } from '../../core/rpc/channel.ts';
import { parseArguments } from '../../core/rpc/parse-arguments.ts';
import { SHELL_ARGUMENTS, WORKER_ARGUMENTS } from '../../core/rpc/schemas.ts';

type Schema = z.core.$ZodType;
const CALLS: readonly (readonly [string, Schema])[] = Object.entries({
  ...WORKER_ARGUMENTS,
  ...SHELL_ARGUMENTS,
});

/** Every schema that a schema is made of, itself first. */
function everyPart(schema: Schema): readonly Schema[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const inner: readonly Schema[] =
    def.type === 'object'
      ? Object.values(def.shape)
      : def.type === 'tuple'
        ? def.items
        : def.type === 'array'
          ? [def.element]
          : def.type === 'union'
            ? def.options
            : 'innerType' in def
              ? [def.innerType as Schema]
              : [];
  return [schema, ...inner.flatMap(everyPart)];
}

const isStrict = (schema: Schema): boolean => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object') return def.catchall?._zod.def.type === 'never';
  if (def.type === 'tuple') return def.rest === null;
  return !['any', 'unknown', 'record', 'map', 'set', 'lazy', 'transform', 'pipe'].includes(def.type);
};

const isBounded = (schema: Schema): boolean => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type !== 'string' || (def.checks ?? []).length > 0;
};

describe('the arguments of', () => {
  test.each(CALLS)('%s are strict and of limited length', (_call, schema) => {
    expect(everyPart(schema).every(isStrict)).toBe(true);
    expect(everyPart(schema).every(isBounded)).toBe(true);
  });
});

// As a structured clone has it: an own property of this name.
const POLLUTION: readonly unknown[] = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"__proto__":null}',
  '{"prototype":{"polluted":true}}',
].map((text) => JSON.parse(text));

const schemas = { ...WORKER_ARGUMENTS, ...SHELL_ARGUMENTS };

describe('what would reach into the prototype', () => {
  const takesObject = CALLS.filter(([, schema]) =>
    everyPart(schema).some((part) => (part as z.core.$ZodTypes)._zod.def.type === 'object'),
  );

  test.each(takesObject)('is refused by %s, in every place', (call, schema) => {
    const { def } = (schema as z.core.$ZodTuple)._zod;
    for (const evil of POLLUTION) {
      const args = def.items.map(() => evil);
      expect(() => parseArguments(schemas, call, args)).toThrow(/^Bad arguments/);
      expect(() => parseArguments(schemas, call, [evil, ...args])).toThrow(/^Bad arguments/);
    }
  });

  test('is refused also beside what is right, and within it', () => {
    const right = { id: 'a', account: 'b', parts: [{ text: 'c' }], dueAt: null, zone: 'UTC' };
    expect(parseArguments(schemas, 'add', [right])).toEqual([right]);
    for (const evil of POLLUTION) {
      // A spread would set the prototype instead of copying the property.
      const beside = JSON.parse(`${JSON.stringify(right).slice(0, -1)},${JSON.stringify(evil).slice(1)}`);
      const within = { ...right, parts: [JSON.parse(`{"text":"c",${JSON.stringify(evil).slice(1)}`)] };
      expect(() => parseArguments(schemas, 'add', [beside])).toThrow(/^Bad arguments/);
      expect(() => parseArguments(schemas, 'add', [within])).toThrow(/^Bad arguments/);
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('names no call', () => {
    for (const call of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__'])
      expect(() => parseArguments(schemas, call, [])).toThrow(/^Unknown call/);
  });
});

test('an answer is only given to calls that have a schema, with arguments made anew', async () => {
  const got: unknown[] = [];
  const local = {
    setTheme: (...args: unknown[]) => void got.push(args),
    secret: () => 'not to be had',
  };
  const sent: unknown[] = [];
  let hear: (message: unknown) => void = () => {};
  const port: PortLike = {
    post: (message) => sent.push(message),
    onMessage: (listener) => {
      hear = listener;
    },
  };
  openChannel(port, local, SHELL_ARGUMENTS);
  const call = async (m: string, a: unknown): Promise<unknown> => {
    const before = sent.length;
    hear({ t: 'q', i: String(before), m, a });
    await expect.poll(() => sent.length).toBe(before + 1);
    return sent[before];
  };
  expect(await call('setTheme', ['dark'])).not.toHaveProperty('e');
  for (const m of ['secret', 'toString', 'constructor', '__proto__', 'hasOwnProperty'])
    expect(await call(m, [])).toHaveProperty('e');
  expect(await call('setTheme', [{ toString: 'dark' }])).toHaveProperty('e');
  expect(await call('setTheme', ['dark', 'more'])).toHaveProperty('e');
  expect(got).toEqual([['dark']]);
});

test('nothing that a page can send breaks the parser or gets by it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(schemas)),
      fc.array(fc.anything(), { maxLength: 4 }),
      (call, args) => {
        try {
          const parsed = parseArguments(schemas, call, args);
          expect(parsed).not.toBe(args);
        } catch (error) {
          expect((error as Error).message).toMatch(/^Bad arguments for /);
        }
      },
    ),
    { numRuns: 3_000 },
  );
});
