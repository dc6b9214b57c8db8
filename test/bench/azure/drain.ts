import { SECOND } from '../../../core/domain/time.ts';
import { type Repeated, repeated, repeatWhileCheap, round } from '../figures.ts';
import type { Lab } from './lab.ts';
import { accountNames, startPerchWorker } from './perch-worker.ts';
import { benchPost, insertAll, publishedPost, times } from './posts.ts';
import { type Verdict, verdict } from './verdict.ts';
import { run2009 } from './worker-2009.ts';

const POSTS = 1_000;
/** With those that are published already, all that is stored. */
const STORED = 10_000;
/** For the posts to be stored and for a worker to start and to come to rest, ms. */
const LEAD = 15 * SECOND;
const TARGET = 8;

/** Posts a second, from the instant at which all are due to the last stored outcome. */
export type Drain = Repeated;

/** How fast a burst goes out, and against the algorithm of 2009 on the same account and the same X. */
export async function measureDrain(lab: Lab) {
  const old = repeated(await repeatWhileCheap(() => drain2009(lab)));
  const one = await drainPerch(lab, 1);
  const eight = await drainPerch(lab, 8);
  console.table({
    '2009, one account': row(old),
    'perch, one account': row(one),
    'perch, eight accounts': row(eight),
  });
  const verdicts: readonly Verdict[] = [
    verdict('burst of 1,000 against 2009', round(one.median / old.median), TARGET, 'x', 'atLeast'),
  ];
  return { verdicts, postsPerSecond: { algorithm2009: old, oneAccount: one, eightAccounts: eight } };
}

const row = ({ median, all }: Drain) => ({ 'posts/s': median, runs: all.join(', ') });

async function drain2009(lab: Lab): Promise<number> {
  const { ms } = await run2009(lab, { connection: lab.direct, posts: POSTS, past: STORED - POSTS });
  return (POSTS / ms) * SECOND;
}

/** The past is stored once; what one run has published is the past of the next. */
async function drainPerch(lab: Lab, accountCount: number): Promise<Drain> {
  const accounts = accountNames(accountCount);
  const accountOf = (i: number): string => accounts[i % accounts.length] ?? '';
  await lab.reset();
  const { posts: store } = await lab.openStore();
  const now = Date.now();
  await insertAll(
    store,
    times(STORED - POSTS, (i) => publishedPost(accountOf(i), now, i)),
    now,
  );
  const rates = await repeatWhileCheap(async () => {
    const due = Date.now() + LEAD;
    await insertAll(
      store,
      times(POSTS, (i) => benchPost(accountOf(i), due)),
      Date.now(),
    );
    const worker = await startPerchWorker({ connection: lab.direct, x: lab.x, accounts });
    if (Date.now() > due) throw new Error('The worker took too long to start, so that its start was timed.');
    await worker.published(POSTS);
    const took = Date.now() - due;
    await worker.stop();
    return (POSTS / took) * SECOND;
  });
  return repeated(rates);
}
