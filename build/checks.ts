// `npm test`, `npm run check` and their parts: named steps, one after the other, up to the first red one.
import { withDisplay } from './display.ts';
import { ensureElectron } from './electron-runtime.ts';
import { say } from './project.mjs';
import { type Counts, runSuite } from './suites.ts';
import { runTool } from './tool.ts';

type Step = { readonly name: string; run(): Promise<Counts> };

const NO_TESTS: Counts = { passed: 0, failed: 0, skipped: 0 };
const ONE_FAILURE: Counts = { passed: 0, failed: 1, skipped: 0 };

function toolStep(name: string, tool: string, ...args: readonly string[]): Step {
  return { name, run: async () => ((await runTool(tool, args)) === 0 ? NO_TESTS : ONE_FAILURE) };
}

function suiteStep(project: string): Step {
  return { name: `Tests: ${project}`, run: () => runSuite(project, runTool) };
}

/** Whole lives of the core under made-up time and faults (test/simulation); `only` names the files that run. */
function simulationStep(name: string, seeds: number, ...only: readonly string[]): Step {
  const run: typeof runTool = (tool, args) =>
    runTool(tool, [...args, ...only], { env: { PERCH_SEEDS: String(seeds) } });
  return { name, run: () => runSuite('simulation', run) };
}

const TYPES = toolStep('Types', 'tsc', '-b');
const LINT = toolStep('Lint and format', 'biome', 'check', '--error-on-warnings', '.');
const UNUSED = toolStep('Unused code and packages', 'knip');
const SIMULATION = simulationStep('Tests: simulation', 10_000);
const FAST = [TYPES, LINT, UNUSED, suiteStep('unit')];
const GLANCE = simulationStep('Tests: simulation, a few seeds', 100, 'local', 'shared');

/** Needs a window: brings the runtime and, where there is none, a display. */
const END_TO_END: Step = {
  name: 'Tests: e2e',
  run: async () => {
    const { executable } = await ensureElectron();
    return withDisplay((env) =>
      runSuite('e2e', (tool, args) => runTool(tool, args, { env: { ...env, PERCH_ELECTRON: executable } })),
    );
  },
};

/** Both wait for real clocks and real programs more than they compute. What the first prints comes at its end. */
const PROGRAMS: Step = {
  name: 'Tests: cli, with e2e beside it',
  run: async () => {
    const held = runSuite('cli', (tool, args) => runTool(tool, args, { held: true }));
    const [cli, endToEnd] = await Promise.all([held, END_TO_END.run()]);
    return add(cli, endToEnd);
  },
};

const SUITES: readonly Step[] = [SIMULATION, suiteStep('conformance'), suiteStep('on-time'), PROGRAMS];

const MODES: Readonly<Record<string, readonly Step[]>> = {
  fast: [...FAST, GLANCE],
  all: [...FAST, ...SUITES],
  types: [TYPES],
  unit: [suiteStep('unit')],
  simulation: [SIMULATION],
  conformance: [suiteStep('conformance')],
  cli: ['cli', 'on-time'].map(suiteStep),
  e2e: [END_TO_END],
  fix: [toolStep('Lint and format', 'biome', 'check', '--write', '--error-on-warnings', '.')],
};

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

async function runSteps(steps: readonly Step[]): Promise<Counts> {
  let total = NO_TESTS;
  for (const { name, run } of steps) {
    console.log(`\n── ${name} ──`);
    const started = performance.now();
    const counts = await run();
    total = add(total, counts);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${counts.failed === 0 ? 'ok' : 'FAILED'}: ${name} (${seconds} s)`);
    if (counts.failed > 0) break;
  }
  return total;
}

// The last one counts: `npm test -- e2e` is "all e2e" here.
const mode = process.argv.at(-1) ?? '';
const steps = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
if (steps === undefined) {
  say(`Unknown check "${mode}". Use one of: ${Object.keys(MODES).join(', ')}.`);
  process.exit(2);
}
const { passed, failed, skipped } = await runSteps(steps);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
