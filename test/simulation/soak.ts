// `npm run soak [first seed]`: new seeds on every core until stopped; says now and then how it goes.
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { StoreKind } from './plan.ts';
import { simulate } from './simulate.ts';
import { tell } from './tell.ts';

type Report = {
  readonly kind: StoreKind;
  readonly seeds: number;
  readonly made: number;
  readonly faults: ReadonlyMap<string, number>;
  /** The whole story of a seed that broke a promise. */
  readonly bad?: string;
};

type Work = { readonly first: number; readonly step: number };

const EVERY = 5_000;
/** Seeds between two reports of a core. */
const PORTION = 20;

async function work({ first, step }: Work): Promise<never> {
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
        report({ kind, seeds: 0, made: 0, faults: new Map(), bad: tell(told) });
      }
      report(done);
    }
    seed += PORTION * step;
  }
}

function add(to: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [key, times] of more) to.set(key, (to.get(key) ?? 0) + times);
}

const report = (message: Report): void => parentPort?.postMessage(message);

function watch(first: number): void {
  const begun = performance.now();
  const total = { local: 0, shared: 0, made: 0, bad: 0 };
  const allFaults = new Map<string, number>();
  const cores = availableParallelism();
  for (let core = 0; core < cores; core++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: { first: first + core, step: cores } });
    worker.on('message', ({ kind, seeds, made, faults, bad }: Report) => {
      total[kind] += seeds;
      total.made += made;
      add(allFaults, faults);
      if (bad === undefined) return;
      total.bad += 1;
      console.log(bad);
    });
    worker.on('error', (error) => {
      throw error;
    });
  }
  setInterval(() => {
    const seconds = (performance.now() - begun) / 1000;
    const rate = ((total.local + total.shared) / seconds).toFixed(0);
    console.log(
      `${seconds.toFixed(0)} s: ${total.local} local and ${total.shared} shared seeds (${rate}/s), ` +
        `${total.made} posts on X, ${total.bad} broken`,
    );
    console.log(`  ${[...allFaults].map(([fault, times]) => `${fault} ${times}`).join(', ')}`);
  }, EVERY);
}

if (isMainThread) watch(Number(process.argv[2] ?? Math.floor(Math.random() * 1e9)));
else await work(workerData as Work);
