import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSpelling } from '../../renderer/state/spelling.ts';
import { carryRanges } from '../../renderer/state/spelling-marks.ts';

const nothing = async () => null;

describe('the words that were looked up', () => {
  test('are asked once, in portions that main takes', async () => {
    const asked: (readonly string[])[] = [];
    const spelling = createSpelling(() => ({
      checkSpelling: async (words) => {
        asked.push(words);
        return words.filter((word) => word === 'teh');
      },
      spellingMenu: nothing,
    }));
    await spelling.check(['teh', 'end', 'teh']);
    await spelling.check(['the', 'end', 'teh']);
    expect(asked).toEqual([['teh', 'end'], ['the']]);
    expect([...spelling.get()]).toEqual(['teh']);
    await spelling.check(Array.from({ length: 501 }, (_, i) => `w${i}`));
    expect(asked.slice(2).map(({ length }) => length)).toEqual([500, 1]);
  });

  test('are asked again when main did not answer', async () => {
    let isAway = true;
    const spelling = createSpelling(() => {
      if (isAway) throw new Error('away');
      return { checkSpelling: async (words) => words, spellingMenu: nothing };
    });
    await spelling.check(['teh']);
    expect(spelling.get().size).toBe(0);
    isAway = false;
    await spelling.check(['teh']);
    expect([...spelling.get()]).toEqual(['teh']);
  });

  test('are right from when they are learned in the menu', async () => {
    const learned = new Set<string>();
    const spelling = createSpelling(() => ({
      checkSpelling: async (words) => words.filter((word) => !learned.has(word)),
      spellingMenu: async (word) => {
        learned.add(word);
        return null;
      },
    }));
    await spelling.check(['Perchling']);
    expect(await spelling.menu('Perchling', { x: 0, y: 0 })).toBeNull();
    await expect.poll(() => spelling.get().size).toBe(0);
  });
});

describe('ranges after a change of the text', () => {
  test.each([
    ['a teh end', 'a teh end!', [[2, 5]]],
    ['a teh end', 'So a teh end', [[5, 8]]],
    ['a teh end', 'a teh', []],
    ['a teh end', 'a tehx end', []],
    ['a teh end', 'a the end', []],
    ['a teh end', '', []],
  ])('%s -> %s', (before, after, expected) => {
    const ranges = carryRanges([{ from: 2, to: 5 }], before, after);
    expect(ranges.map(({ from, to }) => [from, to])).toEqual(expected);
  });

  test('hold the same text as before', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ') });
    fc.assert(
      fc.property(letters, letters, letters, letters, (head, old, typed, tail) => {
        const before = head + old + tail;
        const after = head + typed + tail;
        const ranges = [...before.matchAll(/\w+/g)].map(({ index, 0: word }) => ({
          from: index,
          to: index + word.length,
        }));
        for (const { from, to } of carryRanges(ranges, before, after)) {
          expect(before).toContain(after.slice(from, to));
          expect(after.slice(from, to)).toMatch(/^\w+$/);
        }
      }),
    );
  });
});
