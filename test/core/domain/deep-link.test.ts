import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepLinkIn, parseDeepLink } from '../../../core/domain/deep-link.ts';

const ID = '3f1c9a52-7a0e-4d2b-9c7e-0f3b8a6d1e24';

describe('a link to a new post', () => {
  test('brings a text, a time as it is written, and an account', () => {
    expect(parseDeepLink('perch://compose?text=Caf%C3%A9%20%26%20more&at=tomorrow+9am&account=ada')).toEqual({
      kind: 'compose',
      draft: { text: 'Café & more', when: 'tomorrow 9am', account: 'ada' },
    });
  });

  test('may bring less, in the way browsers write it too', () => {
    expect(parseDeepLink('perch://compose')).toEqual({ kind: 'compose' });
    expect(parseDeepLink('PERCH://Compose/?text=a%0D%0Ab')).toEqual({
      kind: 'compose',
      draft: { text: 'a\nb', when: '' },
    });
    expect(parseDeepLink('perch://compose?account=@ada')).toMatchObject({ draft: { account: 'ada' } });
  });

  test.each([
    'perch://compose?text=%00',
    'perch://compose?text=a%1b%5B31m',
    'perch://compose?text=a%C2%9B',
    'perch://compose?at=1%0A2',
    'perch://compose?text=%FF',
    'perch://compose?text=%E0%A4%A',
    'perch://compose?text=a&text=b',
    'perch://compose?text=a&publish=1',
    'perch://compose?__proto__=a',
    'perch://compose?text',
    'perch://compose?text=a=b',
    'perch://compose?text=a b',
    'perch://compose?text=a\u0000',
    'perch://compose?text=é',
    'perch://compose?text=a#b',
    'perch://compose?account=a%20b',
    'perch://compose?account=../x',
    'perch://compose/../post/x',
    'perch://user:pass@compose?text=a',
    'perch://compose:80?text=a',
    'perch://compose.evil.example?text=a',
    'perch://publish?text=a',
    'perch:compose?text=a',
    'perch:///compose?text=a',
    'https://compose?text=a',
    ` perch://compose?text=a`,
    `perch://compose?text=${'a'.repeat(25_001)}`,
    `perch://compose?at=${'a'.repeat(101)}`,
    `perch://compose?text=${'%61'.repeat(20_000)}`,
  ])('is none: %.60j', (link) => {
    expect(parseDeepLink(link)).toBeUndefined();
  });
});

describe('a link to a post', () => {
  test('names it', () => {
    expect(parseDeepLink(`perch://post/${ID.toUpperCase()}`)).toEqual({ kind: 'post', id: ID });
  });

  test.each(['', '../x', `${ID}?now=1`, `${ID}/now`, `${ID}%00`, 'a'.repeat(65)])('is none: %j', (id) => {
    expect(parseDeepLink(`perch://post/${id}`)).toBeUndefined();
  });
});

describe('whatever comes', () => {
  const encoded = fc.string({ unit: 'binary' }).map((text) => encodeURIComponent(text.toWellFormed()));
  const near = fc
    .array(
      fc.constantFrom(
        'perch://',
        'compose',
        'post/',
        '?',
        '&',
        'text=',
        'at=',
        'account=',
        '%0',
        '@',
        ':',
        '\0',
      ),
    )
    .map((parts) => parts.join(''));

  test('is a draft, a post or nothing, and no control character comes through', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          near,
          encoded.map((text) => `perch://compose?text=${text}`),
        ),
        (link) => {
          const parsed = parseDeepLink(link);
          if (parsed?.kind === 'post') return /^[0-9a-f-]+$/.test(parsed.id);
          const { text = '', when = '', account = 'a' } = parsed?.draft ?? {};
          return !/[^\P{Cc}\n]/u.test(text) && !/\p{Cc}/u.test(when) && /^\w+$/.test(account);
        },
      ),
    );
  });

  test('a text that may be written comes through as it is', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 500 }).filter((each) => !/\p{Cc}/u.test(each));
    fc.assert(
      fc.property(text, (each) => {
        const link = parseDeepLink(`perch://compose?text=${encodeURIComponent(each)}`);
        expect(link).toEqual({ kind: 'compose', draft: { text: each, when: '' } });
      }),
    );
  });
});

describe('what a process is started with', () => {
  test('holds one link or none', () => {
    expect(deepLinkIn(['perch-desktop', '--', 'perch://compose'])).toBe('perch://compose');
    expect(deepLinkIn(['perch-desktop', '--hidden'])).toBeUndefined();
    expect(deepLinkIn(['perch://compose', 'perch://compose'])).toBeUndefined();
    expect(deepLinkIn(['--x=perch://compose'])).toBeUndefined();
  });
});
