import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ROOT } from './project.mjs';

/**
 * These begin first, in this order: one that begins last is waited for alone. Vitest orders by size where it has
 * not measured before, which a fresh clone never has.
 */
const LONGEST = [
  'test/simulation/shared-first.test.ts',
  'test/simulation/shared-second.test.ts',
  'test/simulation/sweep-shared.test.ts',
  'test/simulation/local.test.ts',
  'test/simulation/mutations.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONGEST.indexOf(relative(ROOT, moduleId).replaceAll('\\', '/'));
  return place === -1 ? LONGEST.length : place;
}
