import { describe, expect, test } from 'vitest';
import { textParts } from '../../../core/domain/content.ts';
import { costOfPart, costOfPost, roundUsd } from '../../../core/domain/cost.ts';

describe('cost in USD', () => {
  test.each([
    ['Hello', 0.015],
    ['see https://example.com', 0.2],
    ['two links cost as one: a.com b.com', 0.2],
    ['README.md', 0.2],
    ['Node.js and me@example.com', 0.015],
  ])('%s', (text, usd) => {
    expect(costOfPart({ text })).toBe(usd);
  });

  test('a thread is the sum of its parts, without binary dust', () => {
    expect(costOfPost(textParts(['1', '2', '3', '4', 'https://example.com']))).toBe(0.26);
    expect(costOfPost(textParts(['1', '2', '3']))).toBe(0.045);
    expect(costOfPost(Array.from({ length: 25 }, () => ({ text: 'x' })))).toBe(0.375);
    expect(costOfPost([])).toBe(0);
    expect(roundUsd(0.1 + 0.2)).toBe(0.3);
  });
});
