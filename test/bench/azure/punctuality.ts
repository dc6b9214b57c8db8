import { SECOND } from '../../../core/domain/time.ts';
import { type Spread, spreadOf } from '../figures.ts';
import type { Lab } from './lab.ts';
import { accountNames, startPerchWorker } from './perch-worker.ts';
import { benchPost, insertAll, times } from './posts.ts';
import { type Verdict, verdict } from './verdict.ts';

const POSTS = 200;
const SPAN = 20 * SECOND;
const REPEATS = 3;
/** For a worker to start and to come to rest, ms. */
const LEAD = 12 * SECOND;
const TARGET = SECOND;
const [ACCOUNT = ''] = accountNames(1);

/** Due -> the request's arrival at X, at random instants. */
export async function measurePunctuality(lab: Lab) {
  const runs: (readonly number[])[] = [];
  for (let i = 0; i < REPEATS; i++) runs.push(await measureOnce(lab));
  const spreads: readonly Spread[] = [...runs.map(spreadOf), spreadOf(runs.flat())];
  const names = [...runs.map((_, i) => `run ${i + 1}`), 'all'];
  console.log('In ms:');
  console.table(Object.fromEntries(names.map((name, i) => [name, spreads[i]])));
  const all = spreadOf(runs.flat());
  const verdicts: readonly Verdict[] = [
    verdict('due to request at X, p99', all.p99, TARGET, ' ms'),
    verdict('requests before their time', all.early, 0),
  ];
  return { verdicts, ms: all, runs: spreads.slice(0, -1) };
}

async function measureOnce(lab: Lab): Promise<readonly number[]> {
  await lab.reset();
  await lab.x.arrivals();
  const { posts: store } = await lab.openStore();
  const start = Date.now() + LEAD;
  const posts = times(POSTS, () => benchPost(ACCOUNT, Math.floor(start + Math.random() * SPAN)));
  await insertAll(store, posts, Date.now());
  const worker = await startPerchWorker({ connection: lab.direct, x: lab.x, accounts: [ACCOUNT] });
  await worker.published(POSTS);
  await worker.stop();
  const arrivals = new Map((await lab.x.arrivals()).map(({ text, at }) => [text, at]));
  return posts.map(
    ({ parts, dueAt }) => (arrivals.get(parts[0]?.text ?? '') ?? Number.POSITIVE_INFINITY) - (dueAt ?? 0),
  );
}
