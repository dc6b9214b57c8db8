import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createCompositions } from '../../renderer/state/composition.ts';
import { postView } from './support.ts';

function memoryStorage(initial: Record<string, string> = {}) {
  const items = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

let serial = 0;
const makeId = () => `id-${++serial}`;

describe('the composition', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it('keeps its id while it is written and gets a new one for the next post', () => {
    const compositions = createCompositions(memoryStorage(), makeId);
    const { id, parts } = compositions.get();
    compositions.setText(parts[0]?.key ?? '', 'Hello');
    compositions.setWhen('in 1 minute');
    expect(compositions.get().id).toBe(id);
    compositions.startNew();
    expect(compositions.get().id).not.toBe(id);
  });

  it('survives a reload byte for byte', () => {
    const storage = memoryStorage();
    const before = createCompositions(storage, makeId);
    before.setText(before.get().parts[0]?.key ?? '', 'e\u0301 \u202e \r\n\t“quoted”');
    vi.runAllTimers();
    expect(createCompositions(storage, makeId).get()).toEqual(before.get());
  });

  it('starts empty when what was kept cannot be read', () => {
    const storage = memoryStorage({ 'perch.composition': '{"parts":[{"text":1}]}' });
    expect(
      createCompositions(storage, makeId)
        .get()
        .parts.map(({ text }) => text),
    ).toEqual(['']);
  });

  it('adds, moves and removes parts, but never the last one', () => {
    const compositions = createCompositions(memoryStorage(), makeId);
    compositions.addPart();
    const [first, second] = compositions.get().parts;
    compositions.movePart(second?.key ?? '', -1);
    compositions.movePart(second?.key ?? '', -1);
    expect(compositions.get().parts).toEqual([second, first]);
    compositions.removePart(first?.key ?? '');
    compositions.removePart(second?.key ?? '');
    expect(compositions.get().parts).toEqual([second]);
  });

  it('takes a stored post with its zone, its account and the parts that are out', () => {
    const compositions = createCompositions(memoryStorage(), makeId);
    const post = postView({
      status: 'failed',
      zone: 'Asia/Tokyo',
      parts: [{ text: 'one', tweetId: '1' }, { text: 'two' }],
    });
    compositions.edit(post, '');
    expect(compositions.get()).toMatchObject({
      id: post.id,
      zone: 'Asia/Tokyo',
      editing: { status: 'failed', partsOut: 1 },
    });
  });

  it('brings back what was being written before a stored post was opened', () => {
    const compositions = createCompositions(memoryStorage(), makeId);
    compositions.setText(compositions.get().parts[0]?.key ?? '', 'Half a thought');
    compositions.edit(postView(), '');
    compositions.edit(postView(), '');
    compositions.startNew();
    expect(compositions.get().parts.map(({ text }) => text)).toEqual(['Half a thought']);
    compositions.startNew();
    expect(compositions.get().parts.map(({ text }) => text)).toEqual(['']);
  });
});
