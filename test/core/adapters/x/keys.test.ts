import { describe, expect, test } from 'vitest';
import { fingerprintKeys, parseXKeys } from '../../../../core/adapters/x/keys.ts';
import { KEYS } from './harness.ts';

const OAUTH2 = { clientId: 'c', refreshToken: 'r', accessToken: 'a' };

describe('PERCH_X_KEYS', () => {
  test('the four keys', () => {
    expect(parseXKeys(JSON.stringify(KEYS))).toEqual({ kind: 'keys', keys: KEYS });
  });

  test('those of an OAuth 2 sign-in, of a public or a confidential client', () => {
    const confidential = { ...OAUTH2, clientSecret: 's' };
    for (const keys of [OAUTH2, confidential])
      expect(parseXKeys(JSON.stringify({ ...keys, note: 'x' }))).toEqual({ kind: 'keys', keys });
  });

  test('and nothing but them', () => {
    expect(parseXKeys(JSON.stringify({ ...KEYS, note: 'x' }))).toEqual({ kind: 'keys', keys: KEYS });
  });

  test.each([
    ['', /not a JSON object/],
    ['{', /not a JSON object/],
    ['null', /not a JSON object/],
    ['[]', /not a JSON object/],
    ['"x"', /not a JSON object/],
    ['{}', /"appKey", "appSecret", "accessToken", "accessSecret"/],
    [JSON.stringify({ ...KEYS, appSecret: '' }), /lacks a usable "appSecret" /],
    [JSON.stringify({ ...KEYS, appSecret: 7 }), /lacks a usable "appSecret" /],
    [JSON.stringify({ ...KEYS, accessToken: 'a b' }), /lacks a usable "accessToken" /],
    [JSON.stringify({ ...KEYS, accessToken: 'ab\n' }), /lacks a usable "accessToken" /],
    [JSON.stringify({ clientId: 'c', accessToken: 'a' }), /lacks a usable "refreshToken" .*OAuth 2/],
    [JSON.stringify({ refreshToken: 'r', accessToken: 'a' }), /lacks a usable "clientId" /],
    [JSON.stringify({ ...OAUTH2, clientSecret: '' }), /lacks a usable "clientSecret" /],
  ])('%s', (json, problem) => {
    expect(parseXKeys(json)).toEqual({ kind: 'bad', problem: expect.stringMatching(problem) });
  });

  test('a problem never repeats a value', () => {
    const json = JSON.stringify({ ...KEYS, appSecret: undefined });
    expect(JSON.stringify(parseXKeys(json))).not.toMatch(/0123/);
    expect(JSON.stringify(parseXKeys(`${json.slice(0, -1)},,`))).not.toMatch(/0123/);
  });
});

test('a fingerprint tells keys apart and holds none', () => {
  const prints = Object.keys(KEYS).map((name) => fingerprintKeys({ ...KEYS, [name]: 'other' }));
  expect(new Set([...prints, fingerprintKeys(KEYS)]).size).toBe(5);
  expect(fingerprintKeys({ ...KEYS })).toBe(fingerprintKeys(KEYS));
  expect(fingerprintKeys(KEYS)).toMatch(/^[0-9a-f]{16}$/);
});

test('the fingerprint of an OAuth 2 sign-in is that of how it began', () => {
  const print = fingerprintKeys(OAUTH2);
  expect(print).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprintKeys({ ...OAUTH2, accessToken: 'other' })).toBe(print);
  expect(fingerprintKeys({ ...OAUTH2, refreshToken: 'other' })).not.toBe(print);
  expect(fingerprintKeys({ ...OAUTH2, clientId: 'other' })).not.toBe(print);
});
