// The table of `npm run regress`, which takes minutes, must not rot between its runs.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../build/project.mjs';
import { REGRESSIONS } from './regressions/all.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const times = (text: string, piece: string): number => text.split(piece).length - 1;

describe('the table of regressions', () => {
  test('has every item of the checklist, and what else is guarded', () => {
    const items = new Set(REGRESSIONS.map(({ item }) => item));
    const checklist = Array.from({ length: 20 }, (_, i) => String(i + 1));
    const others = ['links', 'schemas', 'sinks', 'DevTools', 'debug ports'];
    expect([...checklist, ...others].filter((item) => !items.has(item))).toEqual([]);
    expect(REGRESSIONS.filter(({ what }) => what.startsWith('the fuse '))).toHaveLength(8);
  });

  test('finds each guard once where it says, and puts something else there', () => {
    const rotten = REGRESSIONS.filter(
      ({ file, find, replace }) => times(read(file), find) !== 1 || find === replace,
    );
    expect(rotten.map(({ item, what }) => `${item}: ${what}`)).toEqual([]);
  });

  test('names tests that are there', () => {
    const missing = REGRESSIONS.flatMap(({ caughtBy }) => caughtBy).filter(([file, name]) => {
      // Parts of a name may come from the table of its test.
      const text = existsSync(join(ROOT, file)) ? read(file) : '';
      return (name.match(/\w+/g) ?? []).some((word) => !text.includes(word));
    });
    expect(missing).toEqual([]);
    expect(REGRESSIONS.filter(({ caughtBy }) => caughtBy.length === 0)).toEqual([]);
  });
});
