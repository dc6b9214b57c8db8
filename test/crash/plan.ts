import type { Random } from '../../core/ports/random.ts';
import type { Stage } from '../fakes/fault-proxy.ts';

export type StoreKind = 'local' | 'azure';

/** What passes between a worker and the world: a post to X, a reading of the timeline, a write to the store. */
export type Traffic = 'send' | 'read' | 'write';

/** Where in the protocol a worker is killed. */
export type Boundary = {
  readonly name: string;
  /** The kill follows such an event; without one it comes `within` so many ms. */
  readonly event?: `${Traffic} ${Stage}`;
  /** Without an event: from its start; default: from when it is ready. */
  readonly from?: 'start';
  /** It is one of the first so many events. */
  readonly among?: number;
  /** At most so many ms after it; default: at once, before the event goes on. */
  readonly within?: number;
  /** What becomes of a request that had just arrived; default: it goes on. */
  readonly fate?: 'lost' | 'late';
};

const BOUNDARIES: readonly Boundary[] = [
  // Longer than a worker needs on an idle machine.
  { name: 'while it starts', from: 'start', within: 400 },
  { name: 'at any moment', within: 800 },
  { name: 'post arrived, is lost', event: 'send arrived', among: 3, fate: 'lost' },
  { name: 'post arrived, is made later', event: 'send arrived', among: 3, fate: 'late' },
  { name: 'post made, not answered', event: 'send applied', among: 3 },
  { name: 'post answered', event: 'send answered', among: 3 },
  { name: 'post answered, outcome being stored', event: 'send answered', among: 3, within: 15 },
  { name: 'timeline asked for', event: 'read arrived', among: 6 },
  { name: 'timeline answered', event: 'read answered', among: 6, within: 10 },
];

const OF_STORE: Readonly<Record<StoreKind, readonly Boundary[]>> = {
  // The kernel tells of a write while the commit that it belongs to goes on.
  local: [
    { name: 'inside a commit', event: 'write applied', among: 24 },
    { name: 'shortly after a commit', event: 'write applied', among: 24, within: 6 },
  ],
  azure: [
    { name: 'write arrived, is lost', event: 'write arrived', among: 8, fate: 'lost' },
    { name: 'write arrived, is done later', event: 'write arrived', among: 8, fate: 'late' },
    { name: 'write done, not answered', event: 'write applied', among: 8 },
    { name: 'write answered', event: 'write answered', among: 8 },
  ],
};

/** What the network does while the worker lives. */
export const MODES = ['normal', 'slow', 'reply lost', 'reset', '5xx before', '5xx after'] as const;
const STORAGE_MODES = ['storage reply lost', 'storage busy'] as const;
export type Mode = (typeof MODES)[number] | (typeof STORAGE_MODES)[number];

/** One life of a worker, from its start to its kill. */
export type Life = {
  readonly boundary: Boundary;
  readonly mode: Mode;
  /** Of the events of the boundary, the one that the kill follows. */
  readonly nth: number;
  /** From the event, or from the start, to the kill, ms. */
  readonly delay: number;
};

export const boundariesOf = (kind: StoreKind): readonly Boundary[] => [...BOUNDARIES, ...OF_STORE[kind]];

const modesOf = (kind: StoreKind): readonly Mode[] =>
  kind === 'azure' ? [...MODES, ...STORAGE_MODES] : MODES;

/** Lives without end: in each round every boundary once, in as many rounds as there are modes each with every mode. */
export function* planLives(kind: StoreKind, { fraction }: Random): Generator<Life, never> {
  const [boundaries, modes] = [boundariesOf(kind), modesOf(kind)];
  for (let round = 0; ; round++) {
    const offsets = shuffled([...boundaries.keys()], fraction);
    for (const at of offsets) {
      const boundary = boundaries[at];
      const mode = modes[(at + round) % modes.length];
      if (!boundary || !mode) continue;
      const { among = 1, within = 0 } = boundary;
      yield {
        boundary,
        mode,
        nth: 1 + Math.floor(fraction() * among),
        delay: Math.floor(fraction() * within),
      };
    }
  }
}

function shuffled<T>(list: readonly T[], fraction: () => number): readonly T[] {
  return list
    .map((item) => ({ item, key: fraction() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
