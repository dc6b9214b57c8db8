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
  readonly deaths: number;
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
      const done = { kind, seeds: 0, made: 0, deaths: 0 };
      for (let i = 0; i < PORTION; i++) {
        const run = await simulate(seed + i * step, kind);
        done.seeds += 1;
        done.made += run.made;
        done.deaths += run.deaths;
        if (run.violations.length === 0) continue;
        const told = await simulate(seed + i * step, kind, { isTold: true });
        report({ kind, seeds: 0, made: 0, deaths: 0, bad: tell(told) });
      }
      report(done);
    }
    seed += PORTION * step;
  }
}

const report = (message: Report): void => parentPort?.postMessage(message);

function watch(first: number): void {
  const begun = performance.now();
  const total = { local: 0, shared: 0, made: 0, deaths: 0, bad: 0 };
  const cores = availableParallelism();
  for (let core = 0; core < cores; core++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: { first: first + core, step: cores } });
    worker.on('message', ({ kind, seeds, made, deaths, bad }: Report) => {
      total[kind] += seeds;
      total.made += made;
      total.deaths += deaths;
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
        `${total.made} posts on X, ${total.deaths} deaths, ${total.bad} broken`,
    );
  }, EVERY);
}

if (isMainThread) watch(Number(process.argv[2] ?? Math.floor(Math.random() * 1e9)));
else await work(workerData as Work);
