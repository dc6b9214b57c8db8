import { describe, expect, test } from 'vitest';
import { firstBad, pairs, type Stride, singles } from './crashes.ts';
import { CASES } from './mutations.ts';
import { type Boundary, nameOf, runWith, SCENARIOS, type Scenario } from './sweep.ts';

/** Calls that every thread makes, whatever the network does. */
const ALWAYS = ['beat', 'queue', 'mend', 'poison', 'arm', 'publish', 'sent', 'settle'];
const PER_PART: ReadonlySet<string> = new Set(['arm', 'publish', 'sent', 'settle']);
const DOUBTFUL: ReadonlySet<string> = new Set(['lost', 'reply lost', '5xx before', '5xx after', 'late']);

/** How often a call has to be there at least. */
function wanted({ kind, parts, mode }: Scenario): ReadonlyMap<string, number> {
  const least = new Map(ALWAYS.map((site) => [site, PER_PART.has(site) ? parts : 1]));
  if (DOUBTFUL.has(mode)) for (const site of ['timeline', 'bound']) least.set(site, 1);
  if (mode === '429') least.set('gate', 1);
  if (kind === 'shared' && parts > 1) least.set('wake', parts - 1);
  return least;
}

describe('the boundaries', () => {
  test('are at every call: none goes past its port', async () => {
    let all = 0;
    const missing: string[] = [];
    for (const scenario of SCENARIOS) {
      const { boundaries } = await runWith(scenario, []);
      all += boundaries.length;
      for (const [site, least] of wanted(scenario)) {
        const begun = boundaries.filter((boundary) => boundary === (`before ${site}` satisfies Boundary));
        if (begun.length < least) missing.push(`${nameOf(scenario)}: ${begun.length} of ${least} ${site}`);
      }
    }
    expect(missing).toEqual([]);
    expect(all).toBeGreaterThan(12_000);
  });

  test('are the same with a death as without, up to it', async () => {
    for (const scenario of SCENARIOS) {
      const whole = await runWith(scenario, []);
      const crash = Math.floor(whole.boundaries.length / 2);
      const once = await runWith(scenario, [crash]);
      expect(once.boundaries.slice(0, crash + 1)).toEqual(whole.boundaries.slice(0, crash + 1));
    }
  });
});

/** So many first deaths of each scenario, and so many second ones after each; `npm run soak -- crashes` has them all. */
const SAMPLE = 5;

test('two deaths, at a sample of all pairs of boundaries: nothing lost, nothing twice', async () => {
  const { runs, deaths, story } = await firstBad(sample());
  expect(story).toBeUndefined();
  expect(deaths).toBeGreaterThan(3_000);
  console.log(`${deaths} deaths in ${runs} runs`);
});

async function* sample() {
  for (const [n, scenario] of SCENARIOS.entries()) {
    const length = (await runWith(scenario, [])).boundaries.length;
    const stride: Stride = { from: n % SAMPLE, step: Math.ceil(length / SAMPLE) };
    yield* pairs(scenario, stride, stride);
  }
}

describe('a death shows that a rule is missing', () => {
  const cases = CASES.filter(({ swept }) => swept).flatMap((mutation) =>
    mutation.on.map((kind) => ({ ...mutation, kind })),
  );
  test.each(cases)('$kind: $rule', async ({ kind, shows, ...mutation }) => {
    for (const scenario of SCENARIOS.filter((each) => each.kind === kind && each.parts <= 2))
      for await (const { run } of singles(scenario, mutation))
        if (run.violations.some((violation) => shows.test(violation))) return;
    expect.fail(`a death at any boundary, and nothing that looks like ${shows}`);
  });
});
