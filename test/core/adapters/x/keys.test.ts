import { describe, expect, test } from 'vitest';
import { fingerprintKeys, parseXKeys } from '../../../../core/adapters/x/keys.ts';
import { KEYS } from './harness.ts';

describe('PERCH_X_KEYS', () => {
  test('the four keys', () => {
    expect(parseXKeys(JSON.stringify(KEYS))).toEqual({ kind: 'keys', keys: KEYS });
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
    [
      JSON.stringify({ clientId: 'c', refreshToken: 'r', accessToken: 'a' }),
      /OAuth 2 keys, which are not supported yet/,
    ],
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
