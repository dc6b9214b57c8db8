import type { Post } from '../../../core/domain/post.ts';
import { SECOND } from '../../../core/domain/time.ts';
import { type Repeated, repeated, repeatWhileCheap, round } from '../figures.ts';
import type { Tally } from './counting-proxy.ts';
import type { Lab } from './lab.ts';
import { accountNames, type PerchWorker, startPerchWorker } from './perch-worker.ts';
import { benchPost, insertAll, times } from './posts.ts';
import { type Verdict, verdict } from './verdict.ts';
import { run2009 } from './worker-2009.ts';

const LONE = 20;
const GAP = 800;
const BURST = 1_000;
/** For a worker to start and to come to rest, ms. */
const LEAD = 12 * SECOND;
/** A post's last requests are over when nothing was asked for this long, ms. */
const REST = 400;
const TARGETS = { lone: 5, burst: 1.5 } as const;
const [ACCOUNT = ''] = accountNames(1);

type Published = PerchWorker['published'];
type Cost = { readonly perPost: Repeated; readonly mean: number; readonly tally: Tally };

/** What a published post costs in storage transactions, all that the worker asks for meanwhile included. */
export async function measureCost(lab: Lab) {
  const lone = await costOfLone(lab);
  const burst = await costOfBurst(lab);
  const old = await costOf2009(lab);
  const costs = { 'a lone post': lone, 'a post of 1,000 at once': burst, 'the same in 2009': old };
  for (const [name, { mean, perPost, tally }] of Object.entries(costs)) {
    console.log(`${name}: median ${perPost.median}, mean ${mean} transactions; of which`);
    console.table(tally);
  }
  const verdicts: readonly Verdict[] = [
    verdict('transactions for a lone post, median', lone.perPost.median, TARGETS.lone),
    verdict('the same, mean: with all that went on meanwhile', lone.mean, TARGETS.lone),
    verdict('transactions for a post of 1,000 at once', burst.perPost.median, TARGETS.burst),
  ];
  return { verdicts, lone, burst, algorithm2009: old };
}

/** Each post's share begins shortly before it is due and ends when that of the next begins. */
async function costOfLone(lab: Lab): Promise<Cost> {
  const first = Date.now() + LEAD;
  const dues = times(LONE, (i) => first + i * GAP);
  return withWorker(
    lab,
    dues.map((due) => benchPost(ACCOUNT, due)),
    async (published) => {
      const shares: number[] = [];
      for (const due of [...dues, first + LONE * GAP]) {
        await sleepUntil(due - GAP / 4);
        shares.push(lab.counter.total());
      }
      await published(LONE);
      const perPost = shares.slice(1).map((total, i) => total - (shares[i] ?? 0));
      const total = (shares.at(-1) ?? 0) - (shares[0] ?? 0);
      return {
        perPost: repeated(perPost),
        mean: round(total / LONE),
        tally: share(lab.counter.tally(), LONE),
      };
    },
    first - GAP / 2,
  );
}

async function costOfBurst(lab: Lab): Promise<Cost> {
  let tally: Tally = {};
  const runs = await repeatWhileCheap(async () => {
    const due = Date.now() + LEAD;
    const posts = times(BURST, () => benchPost(ACCOUNT, due));
    const work = async (published: Published): Promise<number> => {
      await published(BURST);
      await lab.counter.quiet(REST, 5 * SECOND);
      tally = share(lab.counter.tally(), BURST);
      return lab.counter.total() / BURST;
    };
    return withWorker(lab, posts, work, due - SECOND / 2);
  });
  return { perPost: repeated(runs), mean: round(runs.reduce((a, b) => a + b, 0) / runs.length), tally };
}

async function costOf2009(lab: Lab): Promise<Cost> {
  const { posts } = await run2009(lab, {
    connection: lab.counted,
    posts: BURST,
    past: 0,
    onReady: lab.counter.restart,
  });
  const perPost = lab.counter.total() / posts;
  return { perPost: repeated([perPost]), mean: round(perPost), tally: share(lab.counter.tally(), posts) };
}

/** Counts from `from` on: what a start costs is not a post's. */
async function withWorker<T>(
  lab: Lab,
  posts: readonly Post[],
  work: (published: Published) => Promise<T>,
  from: number,
): Promise<T> {
  await lab.reset();
  const store = await lab.openStore();
  await insertAll(store.posts, posts, Date.now());
  const worker = await startPerchWorker({ connection: lab.counted, x: lab.x, accounts: [ACCOUNT] });
  try {
    if (Date.now() > from)
      throw new Error('The worker took too long to start, so that its start was counted.');
    await sleepUntil(from);
    lab.counter.restart();
    return await work(worker.published);
  } finally {
    await worker.stop();
  }
}

const share = (tally: Tally, posts: number): Tally =>
  Object.fromEntries(
    Object.entries(tally).map(([kind, count]) => [kind, Math.round((count / posts) * 1_000) / 1_000]),
  );

const sleepUntil = (at: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
