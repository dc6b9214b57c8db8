import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { measureText } from '../../../core/domain/text.ts';

type Published = {
  readonly cases: readonly {
    readonly description: string;
    readonly text: string;
    readonly weightedLength: number;
    readonly valid: boolean;
  }[];
};

const FILE = join(import.meta.dirname, '../../fixtures/twitter-text.json');
const { cases } = JSON.parse(readFileSync(FILE, 'utf8')) as Published;

describe("twitter-text's own cases for the weighted length", () => {
  test.each(cases)('$description', ({ text, weightedLength, valid }) => {
    expect(measureText(text)).toMatchObject({ weightedLength, valid });
  });
});
