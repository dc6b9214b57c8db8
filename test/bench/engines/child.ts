// Runs one engine under one load, given as JSON on stdin, and prints the `Run` as JSON.
import { text } from 'node:stream/consumers';
import type { EngineName, Load, MakeEngine, Run } from './engine.ts';
import { makeLimit } from './limit.ts';
import { makeBullMq, makeGraphile, makePgBoss, makePlainjob } from './peers.ts';
import { makePerch } from './perch.ts';

const MAKE: Readonly<Record<EngineName, MakeEngine>> = {
  perch: makePerch(1),
  'perch, ten accounts': makePerch(10),
  limit: makeLimit,
  bullmq: makeBullMq({}),
  'bullmq, tuned': makeBullMq({ concurrency: 50, removeOnComplete: { count: 0 } }),
  'graphile-worker': makeGraphile,
  'pg-boss': makePgBoss,
  plainjob: makePlainjob,
};

/** What is not done this long after the last due time is given up, ms. */
const PATIENCE = 20_000;
const TICK = 1;

async function run(load: Load): Promise<Run> {
  const { dues, engine: name } = load;
  const engine = await MAKE[name](load);
  await engine.add(dues);
  const began = new Map<number, number>();
  let twice = 0;
  const watch = watchGaps();
  await engine.start((job) => {
    if (began.has(job)) twice += 1;
    else began.set(job, performance.timeOrigin + performance.now());
  });
  const first = dues[0] ?? 0;
  const last = dues.at(-1) ?? 0;
  if (performance.timeOrigin + performance.now() > first)
    throw new Error(`${name} was not ready when the first job was due.`);
  await new Promise((resolve) => setTimeout(resolve, first - Date.now()));
  watch.begin();
  const patience = AbortSignal.timeout(Math.ceil(last - Date.now() + PATIENCE));
  const isDone = await Promise.race([
    engine.settled(dues.length).then(() => true),
    new Promise<false>((resolve) => patience.addEventListener('abort', () => resolve(false))),
  ]);
  const drained = isDone ? performance.timeOrigin + performance.now() - last : null;
  const gap = watch.end();
  const lateness = [...began].map(([job, at]) => at - (dues[job] ?? Number.NaN));
  return { lateness, drained, gap, twice };
}

/** How long the event loop stood still, measured by a timer that should fire every ms. */
function watchGaps() {
  let longest = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - before - TICK);
    before = now;
  }, TICK);
  return {
    begin: () => {
      longest = 0;
      before = performance.now();
    },
    end: () => {
      clearInterval(timer);
      return longest;
    },
  };
}

const result = await run(JSON.parse(await text(process.stdin)) as Load);
// A line of its own: some peers print, too.
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0));
