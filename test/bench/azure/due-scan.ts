import { join } from 'node:path';
import type { Instant } from '../../../core/domain/time.ts';
import { HOUR, MINUTE } from '../../../core/domain/time.ts';
import type { PostStore } from '../../../core/ports/post-store.ts';
import { round, type Spread, spreadOf } from '../figures.ts';
import { openStorageLab, type StorageLab } from './lab.ts';
import { benchPost, insertAll, publishedPost, times } from './posts.ts';
import { type Verdict, verdict } from './verdict.ts';

const SMALL = 1_000;
const LARGE = 100_000;
const OPEN_SHARE = 0.1;
const DUE = 100;
/** Between two posts that are still to come: the 9,900 of the large store are those of three months. */
const APART = 13 * MINUTE;
const REPEATS = 60;
const TARGET = 1.5;
const ACCOUNT = 'bench1000';

type Scan = {
  readonly name: string;
  readonly store: PostStore;
  readonly now: Instant;
  readonly posts: number;
};

/** Whether finding what is due takes longer where more is stored: the two stores are asked in turn. */
export async function measureDueScan() {
  const lab = await openQuickLab();
  try {
    const now = Date.now();
    const small = await seed(lab, 'small', SMALL, now);
    const large = await seed(lab, 'large', LARGE, now);
    const scans: readonly Scan[] = [
      { name: '1,000 posts, 100 due', store: small.store, now, posts: DUE },
      { name: '100,000 posts, 100 due', store: large.store, now, posts: DUE },
      { name: '1,000 posts, nothing due', store: small.store, now: now - HOUR, posts: 0 },
      { name: '100,000 posts, nothing due', store: large.store, now: now - HOUR, posts: 0 },
    ];
    const spreads = await repeat(scans);
    console.table(Object.fromEntries(scans.map(({ name }, i) => [name, shown(spreads[i])])));
    console.log(`In ms, ${REPEATS} times each; 100,000 posts were stored in ${large.seconds} s.`);
    const ratio = (a: number, b: number): number =>
      round((spreads[b]?.p50 ?? Number.NaN) / (spreads[a]?.p50 ?? Number.NaN));
    const verdicts: readonly Verdict[] = [
      verdict('due scan, 100 due: 100,000 posts against 1,000', ratio(0, 1), TARGET, 'x'),
      verdict('due scan, nothing due: 100,000 posts against 1,000', ratio(2, 3), TARGET, 'x'),
    ];
    return { verdicts, scans: scans.map(({ name }, i) => ({ name, ms: spreads[i] })) };
  } finally {
    await lab.close();
  }
}

const shown = (spread: Spread | undefined) => ({ p50: spread?.p50, p95: spread?.p95, max: spread?.max });

/** A lab of its own, whose Azurite takes many rows quickly (see quick-azurite/child.ts). */
async function openQuickLab(): Promise<StorageLab> {
  const before = process.env['NODE_OPTIONS'];
  process.env['NODE_OPTIONS'] = `--import=${join(import.meta.dirname, 'quick-azurite/child.ts')}`;
  try {
    return await openStorageLab();
  } finally {
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  }
}

async function seed(lab: StorageLab, prefix: string, count: number, now: Instant) {
  const { posts: store } = await lab.openStore({ prefix });
  const start = performance.now();
  const open = count * OPEN_SHARE;
  const posts = [
    ...times(DUE, (i) => benchPost(ACCOUNT, now - i)),
    ...times(open - DUE, (i) => benchPost(ACCOUNT, now + HOUR + i * APART)),
    ...times(count - open, (i) => publishedPost(ACCOUNT, now, i)),
  ];
  await insertAll(store, posts, now);
  return { store, seconds: Math.round((performance.now() - start) / 1_000) };
}

async function repeat(scans: readonly Scan[]): Promise<readonly Spread[]> {
  const took: readonly number[][] = scans.map(() => []);
  for (let i = 0; i < REPEATS; i++) {
    for (const [n, { store, now, posts }] of scans.entries()) {
      const start = performance.now();
      const found = await store.due(now, DUE);
      took[n]?.push(performance.now() - start);
      if (found.posts.length !== posts) throw new Error(`${found.posts.length} due instead of ${posts}`);
    }
  }
  return took.map(spreadOf);
}
