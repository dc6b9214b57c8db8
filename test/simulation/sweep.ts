import { MINUTE, SECOND } from '../../core/domain/time.ts';
import { TIMINGS } from '../../core/domain/timings.ts';
import { newPost } from '../../core/service/new-post.ts';
import { CALM, LATEST, type Plan, type StoreKind } from './plan.ts';
import type { Process } from './process.ts';
import { type Options, play, type Run, START } from './simulate.ts';
import type { Fate } from './x.ts';

/** What becomes of the first request of the parts that it strikes; any other is made. */
export const MODES = [
  'made',
  'lost',
  'reply lost',
  '5xx before',
  '5xx after',
  'late',
  '429',
  'no connection',
] as const satisfies readonly Fate[];

/** One thread on one kind of store and one kind of network: the same to the last step each time. */
export type Scenario = {
  readonly kind: StoreKind;
  readonly parts: number;
  readonly mode: (typeof MODES)[number];
};

/** Which parts are struck, of a thread of one, of two and so on: one after the other, in the middle, at either end. */
const STRUCK: readonly (readonly number[])[] = [[0], [0, 1], [1], [3], [0]];
const MOST_PARTS = STRUCK.length;

export const SCENARIOS: readonly Scenario[] = (['local', 'shared'] as const).flatMap((kind) =>
  STRUCK.flatMap((_, i) => MODES.map((mode) => ({ kind, parts: i + 1, mode }))),
);

/** Where a process may die: `before arm`, `after arm`; the request to X is the calls `publish` and `sent`. */
export type Boundary = `${'before' | 'after'} ${string}`;

/** `shared/3/5xx-before` */
export const nameOf = ({ kind, parts, mode }: Scenario): string =>
  `${kind}/${parts}/${mode.replaceAll(' ', '-')}`;

export type Swept = {
  readonly scenario: Scenario;
  readonly crashes: readonly number[];
  readonly run: Run;
  /** Those of every process that were come by, in their order. A crash names one by its place in here. */
  readonly boundaries: readonly Boundary[];
};

/** Calls of the store that change nothing: who dies after one has died before the next, or in its sleep. */
const READS: ReadonlySet<string> = new Set([
  'inFlight',
  'list',
  'accounts',
  'account',
  'settings',
  'workers',
  'due',
  'get',
  'getMany',
  'bound',
]);

/** Plays the scenario with a death at each of the given boundaries. */
export async function runWith(
  scenario: Scenario,
  crashes: readonly number[],
  { mutation, isTold = false }: Options = {},
): Promise<Swept> {
  const made = planOf(scenario);
  const plan = mutation?.plan?.(made) ?? made;
  const boundaries: Boundary[] = [];
  let last: { readonly process: Process; readonly at: number } | undefined;
  const struck = new Set(STRUCK[scenario.parts - 1]?.map(textOf));
  const diesAt = (boundary: Boundary): boolean => crashes.includes(boundaries.push(boundary) - 1);
  const script = {
    death: (process: Process, site: string) => {
      const isRead = READS.has(site);
      const before = last;
      last = isRead ? { process, at: process.clock.monotonic() } : undefined;
      // Several reads at one instant are one boundary.
      if (isRead && before?.process === process && before.at === last?.at) return undefined;
      if (diesAt(`before ${site}`)) return 'before' as const;
      return !isRead && diesAt(`after ${site}`) ? ('after' as const) : undefined;
    },
    fate: ({ text }: { readonly text: string }): Fate => (struck.delete(text) ? scenario.mode : 'made'),
    after: AFTER,
  };
  const run = await play(plan, { isTold, mutation, script });
  const violations = [...run.violations];
  for (const status of run.ends.keys())
    if (status !== 'published') violations.push(`the thread ended as ${status}`);
  return { scenario, crashes, boundaries, run: { ...run, violations } };
}

/** When nothing is on its way, what was armed may still leave. */
const AFTER = TIMINGS.armToSend + SECOND;

const textOf = (part: number): string => `part ${part} & <more>`;

function planOf({ kind, parts, mode }: Scenario): Plan {
  const post = newPost(
    {
      id: 'thread',
      account: 'alice',
      parts: Array.from({ length: parts }, (_, i) => ({ text: textOf(i) })),
      dueAt: START + 5 * SECOND,
      zone: 'UTC',
    },
    START,
    'n0',
  );
  const workers = kind === 'local' ? 1 : 2;
  return {
    seed: MODES.indexOf(mode) * MOST_PARTS + parts,
    kind,
    workers,
    skews: Array.from({ length: workers }, (_, i) => i * SECOND),
    personSkew: 0,
    storm: 0,
    weather: CALM,
    isGentle: true,
    latency: kind === 'local' ? 0 : 20,
    longestLag: MINUTE,
    duplicateFilter: false,
    latest: LATEST,
    isBeyond: false,
    tellsOwn: true,
    sendsAtOnce: 1,
    accounts: ['alice'],
    posts: [post],
  };
}
