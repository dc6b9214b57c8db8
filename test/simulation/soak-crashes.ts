import { onEveryCore, report, type Share } from './cores.ts';
import { pairs, tellCrashes } from './crashes.ts';
import { nameOf, SCENARIOS } from './sweep.ts';

type PairReport = { readonly pairs: number; readonly portion: number; readonly bad?: string };

/** The pairs are run in so many portions, each spread over all scenarios, so that a part of them says something. */
const PORTIONS = 64;
const EVERY = 5_000;

/** Runs the pairs whose first death is of this share. */
export async function workPairs({ first, step }: Share): Promise<void> {
  const lengths = new Map<string, number>();
  for (let portion = 1; portion <= PORTIONS; portion++)
    for (const scenario of SCENARIOS) {
      let count = 0;
      const seconds = { from: portion - 1, step: PORTIONS };
      for await (const { run, crashes } of pairs(scenario, { from: first, step }, seconds, lengths)) {
        count += run.deaths === 2 ? 1 : 0;
        if (run.violations.length > 0)
          report({ pairs: 0, portion, bad: await tellCrashes(scenario, crashes) } satisfies PairReport);
      }
      report({ pairs: count, portion } satisfies PairReport);
    }
}

/** Two deaths at every pair of boundaries, until all have been or it is stopped; says now and then how it goes. */
export async function watchPairs(): Promise<void> {
  const begun = performance.now();
  const total = { pairs: 0, portion: 1, bad: 0 };
  const say = (): void => {
    const seconds = (performance.now() - begun) / 1000;
    console.log(
      `${seconds.toFixed(0)} s: ${total.pairs} pairs of deaths (${(total.pairs / seconds).toFixed(0)}/s), ` +
        `portion ${total.portion} of ${PORTIONS}, ${total.bad} broken`,
    );
  };
  const timer = setInterval(say, EVERY);
  await onEveryCore('crashes', 0, ({ pairs: count, portion, bad }: PairReport) => {
    total.pairs += count;
    total.portion = Math.max(total.portion, portion);
    if (bad === undefined) return;
    total.bad += 1;
    console.log(bad);
  });
  clearInterval(timer);
  say();
  if (total.bad > 0) process.exitCode = 1;
}

/** `shared/3/5xx-before/41,97`, as a failure names it. */
export function replay(name: string): Promise<string> {
  const at = name.lastIndexOf('/');
  const scenario = SCENARIOS.find((each) => nameOf(each) === name.slice(0, at));
  if (!scenario)
    throw new Error(`No scenario is called "${name}". One is "${SCENARIOS.map(nameOf)[0]}/7,9".`);
  return tellCrashes(
    scenario,
    name
      .slice(at + 1)
      .split(',')
      .map(Number),
  );
}
