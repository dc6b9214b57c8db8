import type { StoreKind } from './plan.ts';
import type { Mutation } from './simulate.ts';
import { nameOf, runWith, SCENARIOS, type Scenario, type Swept } from './sweep.ts';

/** What has run until a promise was broken, and the story of how. */
export type Found = { readonly runs: number; readonly deaths: number; readonly story?: string };

/** Runs one after the other until one breaks a promise. */
export async function firstBad(runs: AsyncIterable<Swept>): Promise<Found> {
  const found = { runs: 0, deaths: 0 };
  for await (const { scenario, crashes, run } of runs) {
    found.runs += 1;
    found.deaths += run.deaths;
    if (run.violations.length > 0) return { ...found, story: await tellCrashes(scenario, crashes) };
  }
  return found;
}

export async function* allSingles(kind: StoreKind): AsyncGenerator<Swept> {
  for (const scenario of SCENARIOS) if (scenario.kind === kind) yield* singles(scenario);
}

/** A death at every boundary in turn; before that, none. */
export async function* singles(scenario: Scenario, mutation?: Mutation): AsyncGenerator<Swept> {
  const whole = await runWith(scenario, [], { mutation });
  yield whole;
  for (const first of whole.boundaries.keys()) yield runWith(scenario, [first], { mutation });
}

/** Every `step`th of a row, from `from` on. */
export type Stride = { readonly from: number; readonly step: number };

/**
 * A death, and another one at a boundary after it. `lengths` remembers how many boundaries there are with a death
 * at each first one.
 */
export async function* pairs(
  scenario: Scenario,
  firsts: Stride,
  seconds: Stride,
  lengths: Map<string, number> = new Map(),
): AsyncGenerator<Swept> {
  async function lengthWith(...crashes: readonly number[]): Promise<number> {
    const key = [nameOf(scenario), ...crashes].join();
    const length = lengths.get(key) ?? (await runWith(scenario, crashes)).boundaries.length;
    lengths.set(key, length);
    return length;
  }
  const end = await lengthWith();
  for (let first = firsts.from; first < end; first += firsts.step) {
    const last = await lengthWith(first);
    for (let second = first + 1 + seconds.from; second < last; second += seconds.step)
      yield runWith(scenario, [first, second]);
  }
}

/** Where the deaths are, all that happened, what was broken, and how to see it again. */
export async function tellCrashes(scenario: Scenario, crashes: readonly number[]): Promise<string> {
  const { run, boundaries } = await runWith(scenario, crashes, { isTold: true });
  const name = `${nameOf(scenario)}/${crashes.join()}`;
  const deaths = crashes.map((crash) => boundaries[crash] ?? 'never').join(', ');
  return [
    '',
    ...run.story,
    '',
    `${name} (dies ${deaths}): ${run.violations.join('; ') || 'no promise is broken'}`,
    `Replay: npm run soak -- crashes ${name}`,
  ].join('\n');
}
