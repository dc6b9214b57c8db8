import { SECOND } from '../../../core/domain/time.ts';
import { type Repeated, repeated, repeatWhileCheap, round } from '../figures.ts';
import type { Lab } from './lab.ts';
import { accountNames, startPerchWorker } from './perch-worker.ts';
import { benchPost, insertAll, publishedPost, times } from './posts.ts';
import { type Verdict, verdict } from './verdict.ts';
import { run2009 } from './worker-2009.ts';

const POSTS = 1_000;
/** For the posts to be stored and the worker to hear of them, which takes longer the longer nothing happened, ms. */
const LEAD = 20 * SECOND;
const TARGET = 8;
/** X takes 100 posts in 15 minutes from one user, so 1,000 that go out at once are those of ten at least. */
const ACCOUNTS = 10;

/** Posts a second, from the instant at which all are due to the last stored outcome. */
export type Drain = Repeated;

type Setting = { readonly accounts: number /** Published before. */; readonly past: number };

/** How fast a burst goes out, and against the algorithm of 2009 on the same storage, by the same X client. */
export async function measureDrain(lab: Lab) {
  const old = repeated(await repeatWhileCheap(() => drain2009(lab, 0)));
  const ten = await drainPerch(lab, { accounts: ACCOUNTS, past: 0 });
  const one = await drainPerch(lab, { accounts: 1, past: 0 });
  const oldBeside = repeated([await drain2009(lab, PAST)]);
  const beside = await drainPerch(lab, { accounts: ACCOUNTS, past: PAST });
  console.table({
    '2009': row(old),
    'perch, ten accounts': row(ten),
    'perch, one account, in order': row(one),
    [`2009, beside ${PAST} published`]: row(oldBeside),
    [`perch, beside ${PAST} published`]: row(beside),
  });
  const verdicts: readonly Verdict[] = [
    verdict('burst of 1,000 against 2009', round(ten.median / old.median), TARGET, 'x', 'atLeast'),
  ];
  const postsPerSecond = { algorithm2009: old, tenAccounts: ten, oneAccount: one, oldBeside, beside };
  return { verdicts, postsPerSecond };
}

const PAST = 9_000;

const row = ({ median, all }: Drain) => ({ 'posts/s': median, runs: all.join(', ') });

async function drain2009(lab: Lab, past: number): Promise<number> {
  const { ms } = await run2009(lab, { connection: lab.direct, posts: POSTS, past });
  return (POSTS / ms) * SECOND;
}

/** One worker that stays, as it does: its first burst only makes it warm. What a burst published is there in the next. */
async function drainPerch(lab: Lab, { accounts: count, past }: Setting): Promise<Drain> {
  const accounts = accountNames(count);
  const accountOf = (i: number): string => accounts[i % accounts.length] ?? '';
  await lab.reset();
  const { posts: store } = await lab.openStore();
  const now = Date.now();
  await insertAll(
    store,
    times(past, (i) => publishedPost(accountOf(i), now, i)),
    now,
  );
  const worker = await startPerchWorker({ connection: lab.direct, x: lab.x, accounts });
  let sent = 0;
  const drain = async (): Promise<number> => {
    const due = Date.now() + LEAD;
    await insertAll(
      store,
      times(POSTS, (i) => benchPost(accountOf(i), due)),
      Date.now(),
    );
    if (Date.now() > due) throw new Error('It took too long to store the posts.');
    sent += POSTS;
    await worker.published(sent);
    return (POSTS / (Date.now() - due)) * SECOND;
  };
  await drain();
  const rates = await repeatWhileCheap(drain);
  await worker.stop();
  return repeated(rates);
}
