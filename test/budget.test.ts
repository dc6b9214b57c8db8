import { describe, expect, it } from 'vitest';
import { countLines, functionLengths, percentile, shortcuts } from './architecture/measure.ts';
import { sourcesIn } from './architecture/sources.ts';

const FILE = { median: 70, p90: 180, max: 300 };
const FUNCTION = { median: 10, p90: 30, max: 60 };
/** Tools that read their configuration from a file insist on a default export there. */
const TOOL_CONFIGURATION = ['build/vitest.config.ts'];

const PRODUCT = sourcesIn('core', 'electron', 'renderer', 'build');
const TESTS = sourcesIn('test').filter(({ path }) => !path.startsWith('test/fixtures/'));

describe('files', () => {
  it(`have at most ${FILE.max} lines, tests too`, () => {
    const tooLong = [...PRODUCT, ...TESTS].filter(({ text }) => countLines(text) > FILE.max);
    expect(tooLong.map(({ path }) => path)).toEqual([]);
  });

  it('are short as a rule', () => {
    const lines = PRODUCT.map(({ text }) => countLines(text));
    expect(percentile(lines, 0.5)).toBeLessThanOrEqual(FILE.median);
    expect(percentile(lines, 0.9)).toBeLessThanOrEqual(FILE.p90);
  });

  it('have no any and no default export', () => {
    const checked = PRODUCT.filter(({ path }) => !TOOL_CONFIGURATION.includes(path));
    expect(checked.flatMap(({ path, text }) => shortcuts(path, text))).toEqual([]);
  });
});

describe('functions', () => {
  const functions = PRODUCT.flatMap(({ path, text }) => functionLengths(path, text));
  const lengths = functions.map(({ lines }) => lines);

  it(`have at most ${FUNCTION.max} lines`, () => {
    expect(functions.filter(({ lines }) => lines > FUNCTION.max)).toEqual([]);
  });

  it('are short as a rule', () => {
    expect(percentile(lengths, 0.5)).toBeLessThanOrEqual(FUNCTION.median);
    expect(percentile(lengths, 0.9)).toBeLessThanOrEqual(FUNCTION.p90);
  });
});

describe('the measure', () => {
  it('counts lines', () => {
    expect([countLines(''), countLines('a'), countLines('a\n'), countLines('a\nb')]).toEqual([0, 1, 1, 2]);
  });

  it('takes the nearest rank', () => {
    expect([percentile([3, 1, 2], 0.5), percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)]).toEqual([2, 9]);
  });

  it.each([
    ['function a() {\n}', 2],
    ['const a = () => {\n\n};', 3],
    ['const o = { a() {\n} };', 2],
    ['const o = { a: () => {\n} };', 2],
    ['class C { a() {\n} }', 2],
    ['class C { a = () => {\n}; }', 2],
  ])('sees the function in %j', (source, lines) => {
    expect(functionLengths('a.ts', source)).toEqual([{ name: 'a.ts: a', lines }]);
  });

  it('does not take an expression for a function with lines', () => {
    expect(functionLengths('a.ts', 'const a = () =>\n  1;\nlist.map((x) => {\n});')).toEqual([]);
  });

  it.each(['let a: any;', 'export default 1;'])('sees %s', (source) => {
    expect(shortcuts('a.ts', source)).toHaveLength(1);
  });
});
