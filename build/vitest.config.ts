import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';
import { ROOT } from './project.mjs';

const SECOND = 1000;

type Suite = {
  readonly name: string;
  readonly include: string[];
  readonly exclude?: string[];
  readonly testTimeout: number;
  readonly oneAtATime?: boolean;
  /** No core is left to others. */
  readonly everyCore?: boolean;
};

const ON_TIME = 'test/cli/worker-run.test.ts';

const SUITES: readonly Suite[] = [
  {
    name: 'unit',
    include: ['test/*.test.ts', 'test/{build,core,electron,fakes,renderer,security}/**/*.test.{ts,tsx}'],
    testTimeout: 10 * SECOND,
    everyCore: true,
  },
  // Each file has a storage service of its own and waits for it more than it computes.
  {
    name: 'conformance',
    include: ['test/conformance/**/*.test.ts'],
    testTimeout: 60 * SECOND,
    everyCore: true,
  },
  {
    name: 'simulation',
    include: ['test/simulation/**/*.test.ts'],
    testTimeout: 600 * SECOND,
    everyCore: true,
  },
  // Whole programs on the real clock: they wait for it, and for their storage, more than they compute.
  {
    name: 'cli',
    include: ['test/cli/**/*.test.ts'],
    exclude: [ON_TIME],
    testTimeout: 240 * SECOND,
    everyCore: true,
  },
  // Posts pass each other when one has no answer for a second, so nothing else may run.
  { name: 'on-time', include: [ON_TIME], testTimeout: 120 * SECOND, oneAtATime: true },
  // These share a display, a session bus and a clipboard.
  { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 180 * SECOND, oneAtATime: true },
  // What `npm run package -- --test` has just packed.
  { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 120 * SECOND, oneAtATime: true },
];

export default defineConfig({
  root: ROOT,
  // Held in Vite's cache rather than beside the sources.
  cacheDir: 'node_modules/.cache/vite',
  test: {
    sequence: { sequencer: LongestFirst },
    // twitter-text loads Node's own punycode here; the bundles have the package instead.
    execArgv: ['--disable-warning=DEP0040'],
    projects: SUITES.map(({ oneAtATime = false, everyCore = false, ...suite }) => ({
      extends: true as const,
      test: {
        ...suite,
        hookTimeout: suite.testTimeout,
        fileParallelism: !oneAtATime,
        ...(everyCore && { maxWorkers: availableParallelism() }),
      },
    })),
  },
});
