import { describe, expect, it } from 'vitest';
import { createCompositions, isChanged } from '../../renderer/state/composition.ts';
import { postView } from './support.ts';

let serial = 0;
const makeId = () => `id-${++serial}`;

function written(...texts: readonly string[]) {
  const compositions = createCompositions(makeId);
  compositions.replacePart(compositions.get().parts[0]?.key ?? '', texts);
  return compositions;
}

const texts = (compositions: ReturnType<typeof createCompositions>) =>
  compositions.get().parts.map(({ text }) => text);
const keyOf = (compositions: ReturnType<typeof createCompositions>, part: number) =>
  compositions.get().parts[part]?.key ?? '';

describe('the composition', () => {
  it('keeps its id while it is written and gets a new one for the next post', () => {
    const compositions = createCompositions(makeId);
    const { id, parts } = compositions.get();
    compositions.setText(parts[0]?.key ?? '', 'Hello');
    compositions.setWhen('in 1 minute');
    expect(compositions.get().id).toBe(id);
    compositions.startNew();
    expect(compositions.get().id).not.toBe(id);
  });

  it('adds, moves and removes parts, but never the last one', () => {
    const compositions = createCompositions(makeId);
    compositions.addPart();
    const [first, second] = compositions.get().parts;
    compositions.movePart(second?.key ?? '', -1);
    compositions.movePart(second?.key ?? '', -1);
    expect(compositions.get().parts).toEqual([second, first]);
    compositions.removePart(first?.key ?? '');
    compositions.removePart(second?.key ?? '');
    expect(compositions.get().parts).toEqual([second]);
  });

  it('splits a part into several, of which the first keeps its key', () => {
    const compositions = written('one two', 'three');
    const [first] = compositions.get().parts;
    const last = compositions.replacePart(first?.key ?? '', ['one', 'two']);
    expect(texts(compositions)).toEqual(['one', 'two', 'three']);
    expect([keyOf(compositions, 0), keyOf(compositions, 1)]).toEqual([first?.key, last]);
  });

  it('joins a part with the one before it and says where they meet', () => {
    const compositions = written('one', 'two', '');
    const first = keyOf(compositions, 0);
    expect(compositions.joinPart(first)).toBe(undefined);
    expect(compositions.joinPart(keyOf(compositions, 2))).toEqual({ key: keyOf(compositions, 1), at: 3 });
    expect(compositions.joinPart(keyOf(compositions, 1))).toEqual({ key: first, at: 5 });
    expect(texts(compositions)).toEqual(['one\n\ntwo']);
  });

  it('joins nothing with a part that is out', () => {
    const compositions = createCompositions(makeId);
    compositions.edit(postView({ parts: [{ text: 'out', tweetId: '1' }, { text: 'next' }] }), '');
    expect(compositions.joinPart(keyOf(compositions, 1))).toBe(undefined);
    expect(texts(compositions)).toEqual(['out', 'next']);
  });

  it('takes a stored post with its zone, its account and the parts that are out', () => {
    const compositions = createCompositions(makeId);
    const post = postView({
      status: 'failed',
      zone: 'Asia/Tokyo',
      parts: [{ text: 'one', tweetId: '1' }, { text: 'two' }],
    });
    compositions.edit(post, '');
    expect(compositions.get()).toMatchObject({
      id: post.id,
      zone: 'Asia/Tokyo',
      editing: { status: 'failed', partsOut: 1, parts: [{ text: 'one' }, { text: 'two' }] },
    });
    expect(isChanged(compositions.get())).toBe(false);
    compositions.setWhen('in 1 minute');
    expect(isChanged(compositions.get())).toBe(true);
  });

  it('brings back what was being written before a stored post was opened', () => {
    const compositions = written('Half a thought');
    compositions.edit(postView(), '');
    compositions.edit(postView(), '');
    compositions.startNew();
    expect(texts(compositions)).toEqual(['Half a thought']);
    compositions.startNew();
    expect(texts(compositions)).toEqual(['']);
  });
});

describe('a new post', () => {
  it('puts aside what was written, and brings it back as it was', () => {
    const compositions = written('one', 'two');
    const before = compositions.get();
    compositions.putAside();
    expect(texts(compositions)).toEqual(['']);
    expect(compositions.written.get().aside).toEqual([before]);
    compositions.reopen(before);
    expect(compositions.get()).toEqual(before);
    expect(compositions.written.get().aside).toEqual([]);
  });

  it('makes no draft of a queued post that is being changed: that comes back afterwards', () => {
    const compositions = createCompositions(makeId);
    const post = postView();
    compositions.edit(post, '');
    compositions.setText(keyOf(compositions, 0), 'Changed');
    compositions.putAside();
    expect(compositions.written.get().aside).toEqual([]);
    expect(texts(compositions)).toEqual(['']);
    compositions.startNew();
    expect([compositions.get().id, ...texts(compositions)]).toEqual([post.id, 'Changed']);
  });

  it('loses nothing of what is written when something else is opened again', () => {
    const compositions = written('one');
    const one = compositions.putAside();
    compositions.setText(keyOf(compositions, 0), 'two');
    compositions.reopen(one);
    expect(texts(compositions)).toEqual(['one']);
    compositions.startNew();
    expect(texts(compositions)).toEqual(['two']);
  });
});
