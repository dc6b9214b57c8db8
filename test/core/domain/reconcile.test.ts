import { describe, expect, test } from 'vitest';
import { findPosted, isSameText, olderTwin } from '../../../core/domain/reconcile.ts';
import { isSnowflake, snowflakeAt, snowflakeTime } from '../../../core/domain/snowflake.ts';
import { MINUTE, SECOND } from '../../../core/domain/time.ts';
import type { TimelinePost } from '../../../core/domain/timeline.ts';

const T0 = Date.UTC(2027, 2, 1, 9);

type Links = Readonly<Record<string, string>>;

function seen(text: string, links: Links = {}, more: Partial<TimelinePost> = {}): TimelinePost {
  const urls = Object.entries(links).map(([url, expanded]) => ({ url, expanded }));
  return { id: OWN, text, urls, ...more };
}

const A = 'https://t.co/aaaaaaaaaa';
const B = 'https://t.co/bbbbbbbbbb';
const M = 'https://t.co/mmmmmmmmmm';
const OWN = snowflakeAt(T0 + SECOND);
const PHOTO = `https://x.com/perch/status/${OWN}/photo/1`;
const OTHER_PHOTO = 'https://x.com/perch/status/1999999999999999999/photo/1';

type Row = readonly [title: string, written: string, back: string, links?: Links];

function named(rows: readonly Row[]) {
  return rows.map(([title, written, back, links]) => ({ title, written, post: seen(back, links) }));
}

const SAME: readonly Row[] = [
  ['plain', 'Good morning', 'Good morning'],
  ['trailing white space', 'Good morning \n', 'Good morning'],
  ['leading white space', '  Good morning', 'Good morning'],
  ['several spaces', 'Good    morning', 'Good morning'],
  ['newlines kept', 'Good\nmorning', 'Good\nmorning'],
  ['newlines thinned out', 'Good\n\n\n\nmorning', 'Good\n\nmorning'],
  ['carriage returns', 'Good\r\nmorning', 'Good\nmorning'],
  ['no-break and ideographic space', 'Good\u00a0morning\u3000all', 'Good\u00a0morning\u3000all'],
  ['a tab for a space', 'Good\tmorning', 'Good morning'],
  ['blanks around a line break', 'Good \n  morning', 'Good\nmorning'],
  ['ampersand', 'salt & pepper', 'salt &amp; pepper'],
  ['less and greater', 'a < b > c', 'a &lt; b &gt; c'],
  ['an entity typed out, escaped again', 'write &amp; for &', 'write &amp;amp; for &amp;'],
  ['entity of an entity', 'a &amp;lt; b', 'a &amp;amp;lt; b'],
  ['other entities are plain text', 'caf&eacute; &quot;x&quot;', 'caf&amp;eacute; &amp;quot;x&amp;quot;'],
  ['NFD written, NFC back', 'cafe\u0301 nin\u0303o', 'caf\u00e9 ni\u00f1o'],
  ['NFC written, NFD back', 'caf\u00e9', 'cafe\u0301'],
  ['Hangul jamo', '\u1112\u1161\u11ab', '\ud55c'],
  ['emoji', 'party 🎉', 'party 🎉'],
  ['family and flags', '👨‍👩‍👧‍👦 🇬🇧 🐦‍🔥', '👨‍👩‍👧‍👦 🇬🇧 🐦‍🔥'],
  ['CJK', '日本語のツイート。', '日本語のツイート。'],
  ['right to left', 'مرحبا بالعالم', 'مرحبا بالعالم'],
  ['mention, hashtag, cashtag', '@jack #perch $TSLA', '@jack #perch $TSLA'],
  ['empty', '', ''],
  ['a link', 'see https://example.com/a', `see ${A}`, { [A]: 'https://example.com/a' }],
  ['a link alone', 'https://example.com/a', A, { [A]: 'https://example.com/a' }],
  ['a link first', 'https://example.com is up', `${A} is up`, { [A]: 'https://example.com' }],
  [
    'two links',
    'http://a.com and http://b.com',
    `${A} and ${B}`,
    { [A]: 'http://a.com', [B]: 'http://b.com' },
  ],
  [
    'two links side by side',
    'http://a.com http://b.com',
    `${A} ${B}`,
    { [A]: 'http://a.com', [B]: 'http://b.com' },
  ],
  ['the same link twice', 'http://a.com http://a.com', `${A} ${A}`, { [A]: 'http://a.com' }],
  [
    'the same link under two names',
    'http://a.com http://a.com',
    `${A} ${B}`,
    { [A]: 'http://a.com', [B]: 'http://a.com' },
  ],
  ['no scheme', 'see example.com now', `see ${A} now`, { [A]: 'http://example.com' }],
  ['no scheme, reported with https', 'see example.com', `see ${A}`, { [A]: 'https://example.com' }],
  ['no scheme, with a path', 'see example.com/A?b=c#d', `see ${A}`, { [A]: 'http://example.com/A?b=c#d' }],
  ['a file name that is a link', 'read README.md first', `read ${A} first`, { [A]: 'http://README.md' }],
  ['a domain younger than twitter-text', 'hear perch.music', `hear ${A}`, { [A]: 'http://perch.music' }],
  ['slash added', 'see https://example.com', `see ${A}`, { [A]: 'https://example.com/' }],
  ['slash removed', 'see https://example.com/', `see ${A}`, { [A]: 'https://example.com' }],
  [
    'query right after the host',
    'see https://example.com?q=1',
    `see ${A}`,
    { [A]: 'https://example.com/?q=1' },
  ],
  ['host case', 'see HTTPS://Example.COM/Path', `see ${A}`, { [A]: 'https://example.com/Path' }],
  ['default port', 'see https://example.com:443/a', `see ${A}`, { [A]: 'https://example.com/a' }],
  ['own port', 'see http://example.com:8080/a', `see ${A}`, { [A]: 'http://example.com:8080/a' }],
  ['IDN back in ASCII', 'see http://münchen.de', `see ${A}`, { [A]: 'http://xn--mnchen-3ya.de' }],
  ['IDN written in ASCII', 'see http://xn--mnchen-3ya.de', `see ${A}`, { [A]: 'http://münchen.de' }],
  ['IDN in another case', 'see http://MÜNCHEN.de', `see ${A}`, { [A]: 'http://münchen.de/' }],
  ['Japanese IDN', 'http://日本語.jp/', A, { [A]: 'http://xn--wgv71a119e.jp' }],
  ['path escaped', 'http://a.com/日本', A, { [A]: 'http://a.com/%E6%97%A5%E6%9C%AC' }],
  ['escapes in lower case', 'http://a.com/%e6', A, { [A]: 'http://a.com/%E6' }],
  ['NFD path', 'http://a.com/cafe\u0301', A, { [A]: 'http://a.com/caf\u00e9' }],
  ['& in a link', 'http://a.com/?x=1&y=2', A, { [A]: 'http://a.com/?x=1&y=2' }],
  ['punctuation after the link', 'see (http://a.com/x).', `see (${A}).`, { [A]: 'http://a.com/x' }],
  ['dots in link and after', 'see http://a.com/x.y. Yes', `see ${A}. Yes`, { [A]: 'http://a.com/x.y' }],
  ['CJK right after the link', '見てhttp://a.com/xです', `見て${A}です`, { [A]: 'http://a.com/x' }],
  ['a t.co link itself', 'see https://t.co/zzzzzzzzzz', `see ${A}`, { [A]: 'https://t.co/zzzzzzzzzz' }],
  ['a t.co link left alone', 'see https://t.co/zzzzzzzzzz', 'see https://t.co/zzzzzzzzzz'],
  ['a link that X left alone', 'see weird.invalidtld', 'see weird.invalidtld'],
  ['media added', 'look', `look ${M}`, { [M]: PHOTO }],
  ['media added after a link', 'look http://a.com', `look ${A} ${M}`, { [A]: 'http://a.com', [M]: PHOTO }],
  ['video added', 'look', `look ${M}`, { [M]: `https://twitter.com/perch/status/${OWN}/video/1` }],
  ['media only', '', M, { [M]: PHOTO }],
  ['a picture link that a person wrote', `look ${PHOTO}`, `look ${M}`, { [M]: PHOTO }],
  ['that, and media besides', `look ${PHOTO}`, `look ${A} ${M}`, { [A]: PHOTO, [M]: PHOTO }],
  [
    'a prefix of another link',
    'http://a.com http://b.com',
    'https://t.co/x https://t.co/xy',
    { 'https://t.co/x': 'http://a.com', 'https://t.co/xy': 'http://b.com' },
  ],
  ['regex characters', 'a.*b (c) [d] $1 \\ ^', 'a.*b (c) [d] $1 \\ ^'],
  ['a link target that looks like a pattern', 'http://a.com/$&$1', A, { [A]: 'http://a.com/$&$1' }],
];

const DIFFERENT: readonly Row[] = [
  ['a word more', 'Good morning all', 'Good morning'],
  ['a word less', 'Good', 'Good morning'],
  ['a word changed', 'Good evening', 'Good morning'],
  ['a letter changed', 'Good mornang', 'Good morning'],
  ['case', 'good morning', 'Good morning'],
  ['a number', 'Day 12', 'Day 13'],
  ['an emoji more', 'Good morning 🎉', 'Good morning'],
  ['another skin tone', '👍🏽', '👍🏿'],
  ['punctuation', 'Good morning.', 'Good morning!'],
  ['another kind of space', 'Good\u3000morning', 'Good morning'],
  ['a line break for a space', 'Good\nmorning', 'Good morning'],
  ['no space', 'Goodmorning', 'Good morning'],
  ['another path', 'see http://a.com/1', `see ${A}`, { [A]: 'http://a.com/2' }],
  ['path case', 'see http://a.com/X', `see ${A}`, { [A]: 'http://a.com/x' }],
  ['slash inside the path', 'see http://a.com/x', `see ${A}`, { [A]: 'http://a.com/x/' }],
  ['another scheme', 'see http://a.com', `see ${A}`, { [A]: 'https://a.com' }],
  ['a longer host', 'see http://a.com', `see ${A}`, { [A]: 'http://a.com.evil.org' }],
  ['another port', 'see http://a.com:81', `see ${A}`, { [A]: 'http://a.com' }],
  ['links swapped', 'http://a.com http://b.com', `${A} ${B}`, { [A]: 'http://b.com', [B]: 'http://a.com' }],
  ['a link more', 'see http://a.com', `see ${A} ${B}`, { [A]: 'http://a.com', [B]: 'http://b.com' }],
  ['a link less', 'see http://a.com http://b.com', `see ${A}`, { [A]: 'http://a.com' }],
  ['a word where the link was', 'see nothing', `see ${A}`, { [A]: 'http://a.com' }],
  ['text between link and media', 'look', `look ${M} here`, { [M]: PHOTO }],
  ['a link to a post is not media', 'look', `look ${M}`, { [M]: 'https://x.com/perch/status/1' }],
  ['a character for its entity', 'write <b>', 'write &amp;lt;b&amp;gt;'],
  ['an entity for its character', 'write &lt;b&gt;', 'write &lt;b&gt;'],
  ['an entity in a link', 'http://a.com/?x=1&y=2', A, { [A]: 'http://a.com/?x=1&amp;y=2' }],
  ['a full stop after a bare host', 'see a.com.', `see ${A}`, { [A]: 'http://a.com' }],
  ['two full stops after a host', 'see a.com..', `see ${A}.`, { [A]: 'http://a.com' }],
  ['an ideographic full stop after a host', '見て a.com。', `見て ${A}`, { [A]: 'http://a.com' }],
  ["somebody else's picture", 'look', `look ${M}`, { [M]: OTHER_PHOTO }],
  ['the address that X shows for a picture', 'look', `look ${M}`, { [M]: 'http://pic.x.com/abcdef' }],
  ['unescaped twice', 'a < b', 'a &amp;amp;lt; b'],
  ['a link swallows no word', 'see a.com now', `see ${A}`, { [A]: 'http://a.com' }],
  ['only the link', 'http://a.com', `see ${A}`, { [A]: 'http://a.com' }],
  ['empty against something', '', 'x'],
];

describe('isSameText', () => {
  test.each(named(SAME))('same: $title', ({ written, post }) => {
    expect(isSameText(post, written)).toBe(true);
  });

  test.each(named(DIFFERENT))('different: $title', ({ written, post }) => {
    expect(isSameText(post, written)).toBe(false);
  });

  test('reads the long text of a note', () => {
    const note = `${'long '.repeat(200)}& http://a.com end`;
    const back = seen(
      'long long… https://t.co/cut',
      { [A]: 'http://a.com' },
      {
        noteText: note.replace('&', '&amp;').replace('http://a.com', A),
      },
    );
    expect(isSameText(back, note)).toBe(true);
    expect(isSameText(back, note.replace('end', 'fin'))).toBe(false);
  });

  test('stays fast on hostile input', () => {
    const links = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`https://t.co/${i}x`, 'http://a.com/a.a.a']),
    );
    const back = seen(Object.keys(links).join('.'), links);
    const started = performance.now();
    expect(isSameText(back, 'http://a.com/a.a.a.'.repeat(40).concat('!'))).toBe(false);
    expect(isSameText(back, 'a.'.repeat(12_500))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('findPosted', () => {
  const wanted = { text: 'hello', sentAfter: T0, clockSlack: MINUTE };
  const at = (ms: number, more: Partial<TimelinePost> = {}) =>
    seen('hello', {}, { id: snowflakeAt(T0 + ms), ...more });
  const none: ReadonlySet<string> = new Set();

  test('a later post', () => expect(findPosted([at(5)], wanted, none)?.id).toBe(snowflakeAt(T0 + 5)));
  test('one within the clock slack', () => expect(findPosted([at(-MINUTE)], wanted, none)).toBeDefined());
  test('not one before the clock slack', () =>
    expect(findPosted([at(-MINUTE - 1)], wanted, none)).toBeUndefined());
  test('the oldest of several', () => {
    expect(findPosted([at(30), at(10), at(20)], wanted, none)?.id).toBe(snowflakeAt(T0 + 10));
  });
  test('ids are compared as numbers', () => {
    const early = { ...wanted, sentAfter: snowflakeTime('9') };
    const posts = [at(0, { id: '100' }), at(0, { id: '99' })];
    expect(findPosted(posts, early, none)?.id).toBe('99');
  });
  test('not a bound one', () => {
    expect(findPosted([at(10), at(20)], wanted, new Set([snowflakeAt(T0 + 10)]))?.id).toBe(
      snowflakeAt(T0 + 20),
    );
    expect(findPosted([at(10)], wanted, new Set([snowflakeAt(T0 + 10)]))).toBeUndefined();
  });
  test('not a reply when none was wanted', () => {
    expect(findPosted([at(10, { parentId: '7' })], wanted, none)).toBeUndefined();
  });
  test('not under another parent, nor under none', () => {
    const reply = { ...wanted, parentId: '7' };
    expect(findPosted([at(10, { parentId: '8' }), at(11)], reply, none)).toBeUndefined();
    expect(findPosted([at(10, { parentId: '8' }), at(11, { parentId: '7' })], reply, none)?.parentId).toBe(
      '7',
    );
  });
  test('not another text', () =>
    expect(findPosted([at(1, { text: 'hello!' })], wanted, none)).toBeUndefined());
  test('an id that is no id is passed over', () => {
    expect(findPosted([at(1, { id: 'abc' }), at(1, { id: '' })], wanted, none)).toBeUndefined();
  });
});

describe('olderTwin', () => {
  const wanted = { text: 'hello', sentAfter: T0 };
  const at = (ms: number, text = 'hello') => seen(text, {}, { id: snowflakeAt(T0 + ms) });

  test('the newest from before the try', () => {
    expect(olderTwin([at(-30), at(-10), at(-20)], wanted)?.id).toBe(snowflakeAt(T0 - 10));
  });
  test('none from after it', () => expect(olderTwin([at(0), at(10)], wanted)).toBeUndefined());
  test('none with another text', () => expect(olderTwin([at(-10, 'hello you')], wanted)).toBeUndefined());
  test('whatever it replied to', () => {
    expect(olderTwin([{ ...at(-10), parentId: '7' }], wanted)).toBeDefined();
  });
});

describe('snowflake', () => {
  test('a known id: 1212092628029698048 is of 2019-12-31T19:26:16.771Z', () => {
    expect(new Date(snowflakeTime('1212092628029698048')).toISOString()).toBe('2019-12-31T19:26:16.771Z');
  });
  test('there and back to the millisecond', () => {
    for (const ms of [T0, T0 + 1, Date.UTC(2040, 0)]) expect(snowflakeTime(snowflakeAt(ms))).toBe(ms);
  });
  test('before the epoch it is 0', () => expect(snowflakeAt(0)).toBe('0'));
  test('fractions are cut', () => expect(snowflakeAt(T0 + 0.9)).toBe(snowflakeAt(T0)));
  test('what is no id', () => {
    expect(snowflakeTime('12x')).toBeNaN();
    expect(['', '-1', '1e5', '0x1', ' 1', '123456789012345678901'].some(isSnowflake)).toBe(false);
  });
});
