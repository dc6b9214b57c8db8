import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { NO_LIMITS, openSandbox, type Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { type Post, wakeAt } from '../../core/domain/post.ts';
import { STATUSES } from '../../core/domain/status.ts';
import { MINUTE } from '../../core/domain/time.ts';
import type { PostRecord } from '../../core/ports/post-store.ts';
import { startChild } from '../bench/azure/children.ts';
import { ENTRY } from '../fakes/perch-entry.ts';
import { createFakeRandom } from '../fakes/random.ts';
import { type Arena, openArena } from './arena.ts';
import { judge } from './judge.ts';
import { planLives, type StoreKind } from './plan.ts';
import { type Death, live } from './worker.ts';

export type SweepOptions = {
  readonly kind: StoreKind;
  readonly kills: number;
  readonly seed: number;
  /**
   * Does not wait for threads whose hint died with a worker that shared its store: they go on after two minutes,
   * whatever the timings.
   */
  readonly isShort?: boolean;
  readonly onDeath?: (deaths: number) => void;
};

/** What a sweep came to. */
export type Sweep = {
  readonly options: SweepOptions;
  readonly deaths: readonly Death[];
  readonly records: readonly PostRecord[];
  /** Of these so many were left waiting for their hint. */
  readonly waiting: number;
  /** Requests to X that would make a post. */
  readonly sends: number;
  readonly violations: readonly string[];
  /** Kept when a promise was broken: homes and the sandbox's file. */
  readonly folder: string;
  /** ms for all lives, and from the last kill until nothing was left to do. */
  readonly took: number;
  readonly settled: number;
  /** The longest time for which this process, which is X and the network, did nothing at all, ms. */
  readonly standstill: number;
};

/** Local stores have one worker each, so that two of them run side by side; one shared store has two workers. */
const ARENAS: Readonly<Record<StoreKind, readonly string[]>> = {
  local: ['north', 'south'],
  azure: ['cloud'],
};

/** Kills workers where the plan of the seed says, lets the last ones finish and judges what is left. */
export async function sweep(options: SweepOptions): Promise<Sweep> {
  const { kind, seed } = options;
  const folder = mkdtempSync(join(tmpdir(), 'perch-crash-'));
  const random = createFakeRandom(seed);
  // X's own filter must not hide what was sent twice.
  const knobs = { limits: NO_LIMITS, duplicateWindowMs: 0 };
  const sandbox = await openSandbox({ file: join(folder, 'x.db'), knobs });
  const stalls = monitorEventLoopDelay();
  stalls.enable();
  const arenas: Arena[] = [];
  try {
    for (const label of ARENAS[kind]) arenas.push(await openArena(kind, { sandbox, folder, label, random }));
    const { deaths, took } = await killAll(arenas, options, random);
    const begun = performance.now();
    const ends = await Promise.all(arenas.map((arena) => finish(arena, sandbox, options)));
    const early = deaths.filter((death) => death.endedWith !== undefined);
    const violations = [
      ...early.map(
        ({ life, endedWith }) => `A worker ended by itself with ${endedWith} (${life.boundary.name})`,
      ),
      ...ends.flatMap((end) => end.violations),
    ];
    const result = {
      options,
      deaths,
      folder,
      took,
      violations,
      records: ends.flatMap(({ records }) => records),
      waiting: ends.reduce((sum, end) => sum + end.waiting, 0),
      sends: ends.reduce((sum, end) => sum + end.sends, 0),
      settled: performance.now() - begun,
      standstill: stalls.max / 1e6,
    };
    if (violations.length === 0) rmSync(folder, { recursive: true, force: true });
    return result;
  } finally {
    for (const arena of arenas) await arena.close();
    await sandbox.close();
  }
}

type Random = ReturnType<typeof createFakeRandom>;

async function killAll(arenas: readonly Arena[], { kind, kills, onDeath }: SweepOptions, random: Random) {
  const begun = performance.now();
  const lives = planLives(kind, random);
  const deaths: Death[] = [];
  let left = kills;
  const lanes = arenas.flatMap((arena) => arena.places.map((place) => ({ arena, place })));
  await Promise.all(
    lanes.map(async ({ arena, place }) => {
      while (left-- > 0) {
        await arena.feed();
        deaths.push(await live(place, lives.next().value, random));
        onDeath?.(deaths.length);
      }
    }),
  );
  return { deaths, took: performance.now() - begun };
}

/** Time for what is left to do after the last kill, ms: on a shared store, two minutes may be for a lost hint. */
const PATIENCE = 5 * MINUTE;
const UNFINISHED = STATUSES.filter((status) => status !== 'published');

/** Undisturbed workers do what is left; then there is something to judge. */
async function finish(arena: Arena, sandbox: Sandbox, { isShort = false }: SweepOptions) {
  const workers = arena.places.map(({ env }) => startChild([ENTRY, 'worker'], { env }));
  const home = await arena.open();
  const mayWait = (post: Post): boolean =>
    isShort && post.status === 'queued' && (wakeAt(post) ?? 0) > Date.now();
  const isDone = async (): Promise<boolean> =>
    (await home.store.posts.list({ status: UNFINISHED, limit: 1_000 })).posts.every(mayWait);
  const giveUp = performance.now() + PATIENCE;
  while (performance.now() < giveUp && !(await isDone()))
    await new Promise((resolve) => setTimeout(resolve, 200));
  const codes = await Promise.all(
    workers.map(async ({ process: child }) => {
      const end = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = (await end) as [number | null];
      return code;
    }),
  );
  const records = await readAll(home);
  home.close();
  const authors = new Set(arena.authors.values());
  const onX = sandbox.posts().filter(({ authorId }) => authors.has(authorId));
  const sends = new Map<string, number>();
  for (const { gates } of arena.places)
    for (const [text, times] of gates.sends) sends.set(text, (sends.get(text) ?? 0) + times);
  const bad = codes.filter((code) => code !== 0);
  return {
    records,
    waiting: records.filter(({ post }) => mayWait(post)).length,
    sends: [...sends.values()].reduce((sum, times) => sum + times, 0),
    violations: [
      ...bad.map((code) => `A worker that was asked to end did so with ${code}`),
      ...judge({ ...arena, records, onX, sends, mayWait }),
    ],
  };
}

async function readAll({ store }: Awaited<ReturnType<Arena['open']>>): Promise<readonly PostRecord[]> {
  const all: PostRecord[] = [];
  for (let after: string | undefined; ; ) {
    const { records, next } = await store.posts.records(500, after);
    all.push(...records);
    if (next === undefined) return all;
    after = next;
  }
}
