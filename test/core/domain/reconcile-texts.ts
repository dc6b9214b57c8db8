import fc from 'fast-check';
import { renderText } from '../../../core/adapters/sandbox/transform.ts';

/** A piece of a text, and pieces that are nearly it and make another text of it. */
type Token = { readonly text: string; readonly near: readonly string[] };

/** What a person wrote, and texts that X takes for others although they hardly differ. */
export type Case = { readonly written: string; readonly twins: readonly string[] };

const word: fc.Arbitrary<Token> = fc.stringMatching(/^[a-z]{2,9}$/).map((text) => ({
  text,
  near: [
    `${text[0]?.toUpperCase()}${text.slice(1)}`,
    `${text[0]} ${text.slice(1)}`,
    `${text}s`,
    `${text},`,
    `${text.slice(0, -1)}7`,
    text.slice(1),
    `${text}\u200e`,
  ],
}));

const SIGNS: readonly (readonly [text: string, ...near: readonly string[]])[] = [
  // Forms that X composes, and letters that only look alike.
  ['Über', 'Uber', 'über'],
  ['nai\u0308ve', 'naive'],
  ['cafe\u0301', 'cafe', 'cafe\u0300'],
  ['A\u030Angstro\u0308m', 'Angstrom'],
  ['\u1112\u1161\u11ab', '\u1112\u1161'],
  ['ﬁn', 'fin'],
  ['…', '...'],
  ['—', '-', '–'],
  ['it’s', "it's"],
  ['日本語', '日本', '日本誤'],
  ['こんにちは。', 'こんにちは', 'こんにちは．'],
  ['か\u3099', 'か'],
  ['한국어', '한국'],
  ['Здравствуйте', 'здравствуйте'],
  ['ไทย', 'ไท'],
  // Right to left, with and without marks.
  ['مرحبا', 'مرحب'],
  ['\u202bمرحبا\u202c', 'مرحبا'],
  ['\u200fשלום\u200e', 'שלום', 'שלם'],
  ['\u2067שלום\u2069', 'שלום'],
  ['🎉', '🎊', '🎉🎉'],
  ['👍🏽', '👍🏿', '👍'],
  ['👨‍👩‍👧‍👦', '👨‍👩‍👧', '👨👩👧👦'],
  ['🇬🇧', '🇫🇷', '🇬'],
  ['🐦‍🔥', '🐦🔥'],
  ['❤️', '❤'],
  ['1️⃣', '1', '2️⃣'],
  ['🧑‍🎄', '🧑🎄'],
  ['&', '&amp;', '&&', 'and'],
  ['<', '&lt;', '>'],
  ['<b>bold</b>', '&lt;b&gt;bold&lt;/b&gt;', 'bold'],
  ['R&D', 'R&amp;D', 'RD'],
  ['&amp;', '&', '&amp;amp;'],
  ['&lt;', '<', '&amp;lt;', '&gt;'],
  ['&amp;lt;', '&lt;', '<'],
  ['&quot;', '"', '&amp;quot;'],
  ['->', '-&gt;', '→'],
  ['@jack', '@jock', '@jack_', 'jack'],
  ['.@jack', '@jack'],
  ['@perch_app:', '@perch_app'],
  ['#launch', '#Launch', '#launched', 'launch'],
  ['#日本', '#日本語', '日本'],
  ['$TSLA', '$TSLB', '$tsla'],
  ['me@example.com', 'me@example.org'],
  ['Node.js', 'Node.JS', 'Node js'],
  ['3.14', '3.15'],
  ['[a](b)', '[a] (b)'],
];

const sign: fc.Arbitrary<Token> = fc.constantFrom(...SIGNS).map(([text, ...near]) => ({ text, near }));

const place = fc.constantFrom(
  ...[
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '/',
    '/a',
    '/Path/to-it',
    '/x_(y)',
    '/wiki/Perch_(fish)',
    '/a,b',
    '/a.b',
    '/~me/',
    '/@me/1',
  ],
  ...['/日本', '/cafe\u0301', '/%E6%97%A5', '/a%20b', '/#!/a', "/it's", '/a;b'],
);
const query = fc.constantFrom(
  '',
  '',
  '',
  '',
  '',
  '',
  '?a=b',
  '?a=b&c=d',
  '?a=b&amp;c=d',
  '?q=%26&x',
  '?a[0]=1',
  '?t=<b>',
);
const fragment = fc.constantFrom('', '', '', '', '', '', '#top', '#Top&x');
const site = fc.oneof(
  fc.tuple(
    fc.constantFrom('http://', 'https://', 'HTTPS://'),
    fc.constantFrom('example.com', 'Example.COM', 'münchen.de', '日本語.jp', 'xn--mnchen-3ya.de', 'a.co.uk'),
    fc.constantFrom('', '', ':8080', ':443', ':80'),
  ),
  fc.tuple(
    fc.constant(''),
    fc.constantFrom('example.com', 'x.ai', 'perch.app', 'README.md'),
    fc.constant(''),
  ),
);
/** What stands around a link without being of it. */
const around = fc.constantFrom(
  ...(['', '', '', '()', '""', '«»', ' .', ' ,', ' !', ' …', ' 。', ' :', "''"] as const),
);

const link: fc.Arbitrary<Token> = fc
  .record({ site, place, query, fragment, around })
  .map(
    ({
      site: [scheme, host, port],
      place: path,
      query: asked,
      fragment: end,
      around: [open = '', close = ''],
    }) => {
      const dress = (inner: string): string => `${open.trim()}${inner}${close}`;
      const whole = (at: string, p: string, q: string, f: string): string =>
        dress(scheme + at + port + p + q + f);
      const q = asked === '' ? '?z=1' : `${asked}9`;
      return {
        text: whole(host, path, asked, end),
        near: [
          whole(`my.${host}`, path, asked, end),
          whole(host, `${path.replace(/\/$/, '')}/other`, asked, end),
          whole(host, path, q, end),
          whole(host, path, asked, end === '' ? '#else' : ''),
          whole(host, path, asked.includes('&amp;') ? '?a=b&c=d' : asked.replace('&', '&amp;'), end),
          `${whole(host, path, asked, end)}.`,
          `${whole(host, path, asked, end)}。`,
          `${whole(host, path, asked, end)} ${whole(host, path, asked, end)}`,
          dress('nothing'),
        ],
      };
    },
  );

const OTHER_LINKS = [
  'http://t.co/abc',
  'https://t.co/zzzzzzzzzz',
  '見てhttp://a.com/xです',
  'weird.invalidtld',
];
const otherLink: fc.Arbitrary<Token> = fc
  .constantFrom(...OTHER_LINKS)
  .map((text) => ({ text, near: [`${text}x`, text.slice(1)] }));

const token = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 4, arbitrary: sign },
  { weight: 3, arbitrary: link },
  { weight: 1, arbitrary: otherLink },
);
const gap: fc.Arbitrary<string> = fc.constantFrom(
  ' ',
  ' ',
  ' ',
  ' ',
  '\n',
  '\n\n',
  '\n\n\n',
  '  ',
  '\t',
  '\r\n',
  ' \n ',
);
const lead = fc.constantFrom('', '', '', ' ', '\n');

/** A text in its pieces: what stands before it, and each with the blanks after it. */
type Pieces = readonly (readonly [token: Token, gap: string])[];
type Text = { readonly start: string; readonly pieces: Pieces };

const some = (minLength: number, maxLength: number): fc.Arbitrary<Pieces> =>
  fc.array(fc.tuple(token, gap), { minLength, maxLength });

/** Of every kind, a seventh of them too long for anything but a note. */
const inPieces: fc.Arbitrary<Text> = fc.record({
  start: lead,
  pieces: fc.oneof({ weight: 6, arbitrary: some(1, 15) }, { weight: 1, arbitrary: some(30, 60) }),
});

const join = ({ start, pieces }: Text): string =>
  start + pieces.map(([{ text }, after]) => text + after).join('');

export const texts: fc.Arbitrary<string> = inPieces.map(join);

/** Somebody else's picture, as it looks when its address is shared. */
const PICTURE = 'https://x.com/somebody/status/1999999999999999998/photo/1';
const MOST_TWINS = 8;

export const cases: fc.Arbitrary<Case> = fc.tuple(inPieces, fc.nat(), fc.nat()).map(([text, place, from]) => {
  const written = join(text);
  const all = twinsOf(text, place % text.pieces.length);
  const some = [...all.slice(from % all.length), ...all].slice(0, MOST_TWINS);
  return { written, twins: [...new Set(some)].filter(isAnother(written)) };
});

/** Changed at the piece `at`, at the last one, or as a whole. */
function twinsOf({ start, pieces }: Text, at: number): readonly string[] {
  const last = pieces.length - 1;
  const whole = (changed: Pieces): string => join({ start, pieces: changed });
  const put = (place: number, text: string): string =>
    whole(pieces.map(([each, after], i) => [i === place ? { text, near: [] } : each, after]));
  const near = (place: number): readonly string[] =>
    (pieces[place]?.[0].near ?? []).map((text) => put(place, text));
  const written = whole(pieces).trimEnd();
  return [
    ...near(at),
    ...(at === last ? [] : near(last)),
    whole(pieces.toSpliced(at, 0, [{ text: 'really', near: [] }, ' '])),
    whole(pieces.toSpliced(at, 1)),
    whole([...pieces.slice(at), ...pieces.slice(0, at)]),
    whole(pieces.map(([each, after], i) => [each, i === at && after === ' ' ? '\n' : after])),
    whole(pieces.map(([each, after], i) => [each, i === at ? '' : after])),
    `${written}!`,
    `${written} ${PICTURE}`,
    `${written} pic.x.com/abcdef`,
  ];
}

function isAnother(written: string): (twin: string) => boolean {
  const mine = asX(written);
  return (twin) => twin.trim() !== '' && asX(twin) !== mine;
}

/** A text as X stores it, links by what they stand for: two with the same are one text to X. */
export function asX(written: string): string {
  const { text, urls } = renderText('1', written);
  const targets = new Map(urls.map(({ url, expanded_url: expanded }) => [url, expanded]));
  const pattern = [...targets.keys()].join('|');
  const whole =
    pattern === '' ? text : text.replace(new RegExp(pattern, 'g'), (url) => targets.get(url) ?? url);
  // White space may come back otherwise, so it makes no other text.
  return whole.replace(/[ \t\r\n]+/g, (run) => (/[\r\n]/.test(run) ? '\n' : ' '));
}
