import { describe, expect, it } from 'vitest';
import { inBatches } from '../../../../core/adapters/azure/batches.ts';
import { encodeKey, instantKey } from '../../../../core/adapters/azure/keys.ts';
import { readLong, writeLong } from '../../../../core/adapters/azure/long-text.ts';
import { changesBetween, rowsOf } from '../../../../core/adapters/azure/post-rows.ts';
import { MAX_CHANGES } from '../../../../core/adapters/azure/table.ts';
import { MAX_PARTS, type Post } from '../../../../core/domain/post.ts';
import { HOUR, MINUTE } from '../../../../core/domain/time.ts';
import { movePost } from '../../../../core/domain/transition.ts';
import { FAKE_START } from '../../../fakes/clock.ts';
import { aPost } from '../../../fakes/post.ts';

const MOVER = { now: FAKE_START, nonce: 'n', by: 'test' };
const letters = (post: Post) => [...rowsOf(post).keys()].map((key) => key[0]).join('');
const changed = (from: Post, to: Post) =>
  changesBetween(from, to).map(({ kind, key }) => `${kind} ${key[0]}`);

describe('keys', () => {
  it('hold nothing that Azure refuses, and tell all texts apart', () => {
    const texts = ['a/b', 'a\\b', 'a#b', 'a?b', 'a\u0001b', 'a_b', 'a~b', 'a b', 'é', '🏳️‍🌈', 'a~002fb'];
    const keys = texts.map(encodeKey);
    for (const key of keys) expect(key).toMatch(/^[0-9A-Za-z.~-]+$/);
    expect(new Set(keys).size).toBe(texts.length);
  });

  it('sort as instants do', () => {
    const instants = [0, 1, 999, FAKE_START - 1, FAKE_START, FAKE_START + 0.25, FAKE_START + HOUR, 8.64e15];
    const keys = [...instants, null].map(instantKey);
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys.map((key) => key.length))).toEqual(new Set([18]));
    expect(instantKey(Number.NEGATIVE_INFINITY)).toBe(instantKey(0));
  });
});

describe('a long text', () => {
  it.each([0, 1, 29_999, 30_000, 30_001, 95_000])('of %i characters comes back', (length) => {
    const text = 'é'.repeat(length);
    const properties = writeLong('text', text);
    expect(Object.values(properties).every((piece) => piece.length <= 32_000)).toBe(true);
    expect(readLong('text', properties)).toBe(text);
  });
});

describe('the rows of a post', () => {
  it('are few', () => {
    expect(letters(aPost())).toBe('pows');
    expect(letters(aPost({ status: 'publishing' }))).toBe('pols');
    expect(letters(aPost({ status: 'published', parts: [{ text: 'a', tweetId: '1' }] }))).toBe('pxus');
  });

  it('change as little as can be', () => {
    const post = aPost();
    const armed = movePost(post, 'armed', MOVER).to;
    expect(changed(post, armed)).toEqual(['remove w', 'replace p', 'replace o', 'create l']);
    const doubted = movePost(armed, 'doubted', MOVER).to;
    expect(changed(armed, doubted)).toEqual(['replace p', 'replace o', 'replace l']);
  });

  it('move in the lists with the due time', () => {
    const post = aPost();
    const later = movePost(post, 'edited', MOVER, { dueAt: FAKE_START + HOUR }).to;
    expect(changed(post, later)).toEqual([
      'remove o',
      'remove w',
      'replace p',
      'put o',
      'put w',
      'replace s',
    ]);
  });

  it('of the largest thread fit one transaction, whatever is edited', () => {
    const thread = (text: string, dueAt: number) =>
      aPost({ id: 'a', dueAt, parts: Array.from({ length: MAX_PARTS }, (_, i) => ({ text: text + i })) });
    const changes = changesBetween(thread('a', FAKE_START), thread('b', FAKE_START + MINUTE));
    expect(changes.length).toBeLessThan(MAX_CHANGES - 2);
    const large = 'x'.repeat(25_000);
    expect(rowsOf(thread(large, FAKE_START)).size).toBeLessThan(MAX_CHANGES - 2);
  });
});

describe('batches', () => {
  const plan = ({ key, rows }: { key: string; rows: number }) => ({
    post: aPost(),
    changes: Array.from({ length: rows }, (_, i) => ({ kind: 'remove', key: `${key}${i}` }) as const),
  });
  const sizes = (items: readonly { key: string; rows: number }[]) =>
    inBatches(items, plan).map((batch) => batch.length);

  it('hold as much as Azure takes', () => {
    expect(sizes(Array.from({ length: 5 }, (_, i) => ({ key: `k${i}-`, rows: 40 })))).toEqual([2, 2, 1]);
  });

  it('never hold two writes of one row', () => {
    expect(
      sizes([
        { key: 'a', rows: 1 },
        { key: 'a', rows: 1 },
        { key: 'b', rows: 1 },
      ]),
    ).toEqual([1, 2]);
    expect(sizes([])).toEqual([]);
  });
});
