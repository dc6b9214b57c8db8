// `npm run soak [first seed]`: new seeds on every core until stopped; says now and then how it goes.
// `npm run soak -- crashes`: two deaths of one thread, at every pair of boundaries; with a name, only that one, told.
import { isMainThread, workerData } from 'node:worker_threads';
import { type Job, onEveryCore, report, type Share } from './cores.ts';
import type { StoreKind } from './plan.ts';
import { simulate } from './simulate.ts';
import { replay, watchPairs, workPairs } from './soak-crashes.ts';
import { tell } from './tell.ts';

type Report = {
  readonly kind: StoreKind;
  readonly seeds: number;
  readonly made: number;
  readonly faults: ReadonlyMap<string, number>;
  /** The whole story of a seed that broke a promise. */
  readonly bad?: string;
};

const EVERY = 5_000;
/** Seeds between two reports of a core. */
const PORTION = 20;

async function work({ first, step }: Share): Promise<never> {
  for (let seed = first; ; ) {
    for (const kind of ['local', 'shared'] as const) {
      const faults = new Map<string, number>();
      const done = { kind, seeds: 0, made: 0, faults };
      for (let i = 0; i < PORTION; i++) {
        const run = await simulate(seed + i * step, kind);
        done.seeds += 1;
        done.made += run.made;
        add(faults, run.faults);
        if (run.violations.length === 0) continue;
        const told = await simulate(seed + i * step, kind, { isTold: true });
        report({ kind, seeds: 0, made: 0, faults: new Map(), bad: tell(told) } satisfies Report);
      }
      report(done satisfies Report);
    }
    seed += PORTION * step;
  }
}

function add(to: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [key, times] of more) to.set(key, (to.get(key) ?? 0) + times);
}

function watch(first: number): Promise<void> {
  const begun = performance.now();
  const total = { local: 0, shared: 0, made: 0, bad: 0 };
  const allFaults = new Map<string, number>();
  setInterval(() => {
    const seconds = (performance.now() - begun) / 1000;
    const rate = ((total.local + total.shared) / seconds).toFixed(0);
    console.log(
      `${seconds.toFixed(0)} s: ${total.local} local and ${total.shared} shared seeds (${rate}/s), ` +
        `${total.made} posts on X, ${total.bad} broken`,
    );
    console.log(`  ${[...allFaults].map(([fault, times]) => `${fault} ${times}`).join(', ')}`);
  }, EVERY);
  return onEveryCore('seeds', first, ({ kind, seeds, made, faults, bad }: Report) => {
    total[kind] += seeds;
    total.made += made;
    add(allFaults, faults);
    if (bad === undefined) return;
    total.bad += 1;
    console.log(bad);
  });
}

async function main([what, name]: readonly string[]): Promise<void> {
  if (what !== 'crashes') return watch(Number(what ?? Math.floor(Math.random() * 1e9)));
  if (name !== undefined) console.log(await replay(name));
  else await watchPairs();
}

if (isMainThread) await main(process.argv.slice(2));
else {
  const { what, ...share } = workerData as Job;
  await (what === 'seeds' ? work(share) : workPairs(share));
}
