import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile, type LocalStore, openLocalStore } from '../../core/adapters/sqlite/open.ts';
import { createSystemClock } from '../../core/adapters/system/clock.ts';
import { createSystemRandom } from '../../core/adapters/system/random.ts';
import { STATUSES, type Status } from '../../core/domain/status.ts';
import { DAY } from '../../core/domain/time.ts';
import type { PostQuery, PostSearch } from '../../core/ports/post-store.ts';
import { benchPost } from './azure/posts.ts';
import { round } from './figures.ts';
import { LIBRARY_FACTS, libraryPosts, RARE_WORD } from './library.ts';

const SIZES = [1_000, 100_000, 1_000_000];
const BATCH = 1_000;
const ENTRY = { event: 'imported', part: 0, detail: '', by: 'bench' } as const;

const OPEN: readonly Status[] = STATUSES.filter((status) => status !== 'published' && status !== 'cancelled');

/** What each screen asks of the store when it opens, and at every key of a search. */
function questions(now: number): Readonly<Record<string, (store: LocalStore) => Promise<unknown>>> {
  const list = (query: PostQuery) => (store: LocalStore) => store.posts.list(query);
  const search = (query: PostSearch) => (store: LocalStore) => store.posts.search(query);
  return {
    'first page, all open': list({ status: OPEN, limit: 200 }),
    'first page, needs attention': list({ status: ['failed', 'missed', 'held'], limit: 200 }),
    'first page, one account': list({ status: OPEN, account: 'account2', limit: 200 }),
    'a page in the middle': list({ status: OPEN, after: `${now + 30 * DAY} `, limit: 200 }),
    'a week of the calendar': list({ dueFrom: now, dueTo: now + 7 * DAY, limit: 200 }),
    'what is due next': (store) => store.posts.due(now - DAY, 100),
    'numbers of the filters': (store) => store.posts.counts(),
    'activity, first page': (store) => store.posts.activity({ limit: 200 }),
    'search, a common word': search({ text: 'launch' }),
    'search, a rare word': search({ text: RARE_WORD }),
    'search, two letters': search({ text: 'la' }),
    'search, three words': search({ text: 'we launch fri' }),
    'search, nothing found': search({ text: 'zzzznothing' }),
    'search, in what needs attention': search({ text: 'launch', status: ['failed', 'missed', 'held'] }),
  };
}

/** How the local store answers as it grows, each question warm, ms (median). */
export async function measureStore(): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'perch-bench-store-'));
  try {
    const measured: Measured[] = [];
    for (const size of sizesWanted()) measured.push(await measureSize(join(folder, String(size)), size));
    const [smallest] = measured;
    const names = Object.keys(smallest?.figures ?? {});
    console.table(
      Object.fromEntries(
        names.map((name) => [
          name,
          Object.fromEntries(measured.map(({ size, figures }) => [size.toLocaleString('en'), figures[name]])),
        ]),
      ),
    );
    console.log(LIBRARY_FACTS);
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `BENCH_POSTS=1000,100000` measures less. */
function sizesWanted(): readonly number[] {
  const given = process.env['BENCH_POSTS'];
  return given === undefined ? SIZES : given.split(',').map(Number);
}

type Measured = { readonly size: number; readonly figures: Readonly<Record<string, number>> };

async function measureSize(home: string, size: number): Promise<Measured> {
  const figures: Record<string, number> = {};
  mkdirSync(home);
  const now = Date.now();
  const open = (): LocalStore =>
    openLocalStore({ home, clock: createSystemClock(), random: createSystemRandom() });
  let store = open();
  figures['bulk insert, posts/s'] = Math.round(size / ((await timed(() => fill(store, size, now))) / 1_000));
  store.close();
  figures['file, MB'] = round(statSync(databaseFile(home)).size / 1e6);
  figures['opening the store, ms'] = round(
    await timed(async () => {
      store = open();
    }),
  );
  for (const [name, ask] of Object.entries(questions(now))) {
    figures[`${name}, ms`] = await medianOf(21, () => ask(store));
  }
  figures['add one, ms'] = await medianOf(101, () =>
    store.posts.insert([benchPost('account1', now + DAY)], { ...ENTRY, at: now }),
  );
  store.close();
  return { size, figures };
}

async function fill(store: LocalStore, size: number, now: number): Promise<void> {
  let batch = [];
  for (const post of libraryPosts(size, now)) {
    batch.push(post);
    if (batch.length < BATCH) continue;
    await store.posts.insert(batch, { ...ENTRY, at: now });
    batch = [];
  }
  if (batch.length > 0) await store.posts.insert(batch, { ...ENTRY, at: now });
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

async function medianOf(times: number, run: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) all.push(await timed(run));
  return round(all.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN);
}
