import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../../core/domain/secret.ts';

/** Every way in which something is printed or sent without anybody meaning to. */
const WAYS: Readonly<Record<string, (holder: object, secret: Secret<unknown>) => string>> = {
  'a template': (_, secret) => `${secret}`,
  'a sum': (_, secret) => `key ${String(secret)}`,
  JSON: (holder) => JSON.stringify([holder]),
  inspect: (holder) => inspect(holder, { depth: 9, showHidden: true, getters: true }),
  console: (holder, secret) => format('%s %o %O %j', secret, secret, holder, holder),
  'an error': (_, secret) => String(new Error(`refused: ${secret}`, { cause: secret })),
  'a copy for another process': (holder) => inspect(structuredClone(holder), { depth: 9 }),
  'its entries': (_, secret) => JSON.stringify([Object.entries(secret), { ...secret }]),
};

test.each(Object.keys(WAYS))('%s shows nothing of it', (way) => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w+/=-]{12,60}$/), (text) => {
      for (const value of [text, { accessToken: text }]) {
        const secret = new Secret(value);
        const holder = { keys: secret, list: [secret], inner: new Map([['keys', secret]]) };
        expect(WAYS[way]?.(holder, secret)).not.toContain(text);
        expect(secret.reveal()).toBe(value);
      }
    }),
  );
});
