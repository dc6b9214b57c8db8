import { describe, expect, it } from 'vitest';
import { nextBatch } from '../../../../core/adapters/azure/batches.ts';
import { encodeKey, instantKey } from '../../../../core/adapters/azure/keys.ts';
import { readLong, writeLong } from '../../../../core/adapters/azure/long-text.ts';
import { readFacts, writePost } from '../../../../core/adapters/azure/post-body.ts';
import { changesBetween, rowsOf } from '../../../../core/adapters/azure/post-rows.ts';
import { MAX_CHANGES } from '../../../../core/adapters/azure/table.ts';
import { dueOfKey, versionOfKey, wakeKey, wakeOfKey } from '../../../../core/adapters/azure/wake-rows.ts';
import { MAX_PARTS, type Post } from '../../../../core/domain/post.ts';
import { HOUR, MINUTE } from '../../../../core/domain/time.ts';
import { movePost } from '../../../../core/domain/transition.ts';
import { FAKE_START } from '../../../fakes/clock.ts';
import { aPost } from '../../../fakes/post.ts';
import { aRepeatingPost } from '../../../fakes/series.ts';

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
    expect(letters(aPost())).toBe('os');
    expect(letters(aPost({ status: 'publishing' }))).toBe('ns');
    expect(letters(aPost({ status: 'published', parts: [{ text: 'a', tweetId: '1' }] }))).toBe('xus');
  });

  it('are added and removed rather than replaced', () => {
    const post = aPost();
    const armed = movePost(post, 'armed', MOVER).to;
    expect(changed(post, armed)).toEqual(['remove o', 'create n']);
    const doubted = movePost(armed, 'doubted', MOVER).to;
    expect(changed(armed, doubted)).toEqual(['replace n']);
    const parts = [{ text: post.parts[0]?.text ?? '', tweetId: '1' }];
    const published = movePost(armed, 'published', MOVER, { parts, cursor: 1 }).to;
    expect(changed(armed, published)).toEqual(['remove n', 'put x', 'create u']);
  });

  it('say that its next one is to be made, until it is', () => {
    const settled = { ...aRepeatingPost('weekly', { dueAt: FAKE_START }), status: 'published' as const };
    expect(letters(settled)).toBe('xms');
    const repeat = settled.repeat && { ...settled.repeat, next: null };
    const made = movePost(settled, 'continued', MOVER, { repeat }).to;
    expect(changed(settled, made)).toEqual(['remove m', 'replace x']);
  });

  it('of one that was written before posts could repeat or reply is read as of one that does not', () => {
    const { repeat: _, replyTo: __, replySettings: ___, ...old } = aPost();
    const nothing = { repeat: null, replyTo: null, replySettings: null };
    expect(readFacts(writePost(old as Post))).toMatchObject(nothing);
  });

  it('move in the lists with the due time', () => {
    const post = aPost();
    const later = movePost(post, 'edited', MOVER, { dueAt: FAKE_START + HOUR }).to;
    expect(changed(post, later)).toEqual(['remove o', 'put o', 'replace s']);
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

describe('the wake row of a post', () => {
  it('says in its key when it wakes, when it is due and which version it is', () => {
    const due = FAKE_START + 0.25;
    const key = wakeKey(
      aPost({ id: 'a_b', status: 'retrying', dueAt: due, nextTryAt: due + 1, version: 12 }),
    );
    expect(key?.split('_')).toHaveLength(4);
    expect(wakeOfKey(key ?? '')).toBe(due + 1);
    expect(versionOfKey(key ?? '')).toBe(12);
    expect(dueOfKey(key ?? '')).toBe(instantKey(due));
    expect(wakeKey(aPost({ status: 'publishing' }))).toBeUndefined();
  });
});

describe('a batch', () => {
  const write = (key: string, rows: number) => ({
    name: key,
    changes: Array.from({ length: rows }, (_, i) => ({ kind: 'remove', key: `${key}${i}` }) as const),
  });
  const first = (writes: readonly ReturnType<typeof write>[], taken: readonly string[] = []) =>
    nextBatch(writes, new Set(taken)).map(({ name }) => name);

  it('holds as much as Azure takes', () => {
    expect(first(['a', 'b', 'c'].map((key) => write(key, 40)))).toEqual(['a', 'b']);
    const put = { kind: 'put', key: 'b', properties: { text: 'x'.repeat(600_000) } } as const;
    const large = [put, { ...put, key: 'c' }].map((change) => ({ name: change.key, changes: [change] }));
    expect(nextBatch(large, new Set())).toHaveLength(1);
  });

  it('never holds two writes of one row, nor one that is on its way, and keeps their order', () => {
    const writes = [write('a', 1), write('a', 2), write('b', 1)];
    expect(first(writes)).toEqual(['a', 'b']);
    expect(first(writes, ['a0'])).toEqual(['b']);
    // The second waits for a0, so the third, which comes after the second, waits too.
    expect(first([write('a', 2), write('a', 1)], ['a1'])).toEqual([]);
    expect(first([])).toEqual([]);
  });
});
