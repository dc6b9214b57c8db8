import { describe, expect, it } from 'vitest';
import { listItems, splitAt, splitAtGaps } from '../../renderer/state/split-part.ts';

describe('a text with gaps', () => {
  it.each<[string, string[] | undefined]>([
    ['one\n\n\ntwo', undefined],
    ['one\n\n\n\ntwo', ['one', 'two']],
    ['one\n \n\t\n\n', ['one', '']],
    ['one\n\n\n\n\n\ntwo\n\n\n\nthree', ['one', 'two', 'three']],
    ['\n\n\n\none', ['', 'one']],
  ])('%j', (text, parts) => {
    expect(splitAtGaps(text)).toEqual(parts);
  });
});

it('a split at the caret leaves out the blanks there', () => {
  expect(splitAt('one \n two', 4)).toEqual(['one', 'two']);
  expect(splitAt('one', 0)).toEqual(['', 'one']);
});

describe('a list', () => {
  it.each<[string, string[] | undefined]>([
    ['- one\n- two\n\n- three', ['one', 'two', 'three']],
    ['1. one\n2) two\n10. three ', ['one', 'two', 'three']],
    ['- one\n- two', undefined],
    ['- one\nnot an item\n- two\n- three', undefined],
    ['', undefined],
  ])('%j', (text, items) => {
    expect(listItems(text)).toEqual(items);
  });
});
