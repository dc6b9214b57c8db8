/** Seeded numbers, fast and the same everywhere (mulberry32). */
export type Dice = {
  /** In [0, 1). */
  fraction(): number;
  chance(probability: number): boolean;
  /** In [from, to). */
  between(from: number, to: number): number;
  /** A whole number in [0, n). */
  below(n: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
};

export function createDice(seed: number): Dice {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    chance: (probability) => probability > 0 && fraction() < probability,
    between: (from, to) => from + fraction() * (to - from),
    below: (n) => Math.floor(fraction() * n),
    pick: (items) => items[Math.floor(fraction() * items.length)] ?? items[0],
  };
}

/** One thing that will happen. Cancelled things stay in the heap and are passed over. */
export type Happening = {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  off: boolean;
};

/** True time, ms since X's epoch of the run; and the one queue of all that is going to happen. */
export type World = {
  now(): number;
  at(when: number, run: () => void): Happening;
  /** Lets things happen, each with everything that follows from it at once, until then or until `done`. */
  run(until: number, done?: () => boolean): Promise<void>;
  /** A process does something, so more may follow. */
  called(): void;
  /** Somebody is told of a failure, and may not listen. */
  failed(): void;
  /** A line of the story, in order; costs nothing when nobody listens. */
  say(line: () => string): void;
  readonly story: string[];
  /** Something of this kind went wrong, on purpose. */
  note(fault: string): void;
  readonly faults: ReadonlyMap<string, number>;
  /** A broken promise of the core. The run goes on, so that the story shows what came of it. */
  broken(what: string): void;
  readonly violations: string[];
  readonly happened: () => number;
};

const MOST_LINES = 20_000;

/**
 * Microtasks without a call of a port after which nothing can be left to run. One turn of the event loop would be
 * exact and is several times slower; a wait that is too short would only be a process that thinks for a while.
 */
const HOPS = 24;
const TICK = Promise.resolve();

export function createWorld(start: number, isTold: boolean): World {
  const heap: Happening[] = [];
  const story: string[] = [];
  const violations: string[] = [];
  const faults = new Map<string, number>();
  let time = start;
  let order = 0;
  let count = 0;
  let calls = 0;
  let hasFailed = false;

  /** Lets everything run that follows from what just happened. */
  async function settle(): Promise<void> {
    for (let hops = 0, seen = calls; hops < HOPS; hops++) {
      await TICK;
      if (seen === calls) continue;
      seen = calls;
      hops = 0;
    }
    if (!hasFailed) return;
    hasFailed = false;
    // Rejections that nobody handles are told of only here.
    await new Promise((resolve) => setImmediate(resolve));
  }

  const say = (line: () => string): void => {
    if (isTold && story.length < MOST_LINES) story.push(`${stamp(time - start)} ${line()}`);
  };
  return {
    now: () => time,
    at: (when, run) => {
      const happening = { at: Math.max(when, time), order: order++, run, off: false };
      push(heap, happening);
      return happening;
    },
    run: async (until, done) => {
      await settle();
      for (;;) {
        const next = heap[0];
        if (!next || next.at > until || done?.()) break;
        pop(heap);
        if (next.off) continue;
        time = next.at;
        count += 1;
        next.run();
        await settle();
      }
    },
    called: () => {
      calls += 1;
    },
    failed: () => {
      hasFailed = true;
    },
    note: (fault) => {
      faults.set(fault, (faults.get(fault) ?? 0) + 1);
    },
    faults,
    say,
    story,
    broken: (what) => {
      violations.push(`${stamp(time - start)} ${what}`);
      say(() => `!!! ${what}`);
    },
    violations,
    happened: () => count,
  };
}

/** Minutes, seconds and milliseconds since the run began. */
function stamp(ms: number): string {
  const [minutes, seconds] = [Math.floor(ms / 60_000), (ms % 60_000) / 1000];
  return `${String(minutes).padStart(4)}:${seconds.toFixed(3).padStart(6, '0')}`;
}

const isBefore = (a: Happening, b: Happening): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Happening[], item: Happening): void {
  let i = heap.push(item) - 1;
  while (i > 0) {
    const up = (i - 1) >> 1;
    const parent = heap[up];
    if (!parent || !isBefore(item, parent)) break;
    heap[i] = parent;
    i = up;
  }
  heap[i] = item;
}

function pop(heap: Happening[]): void {
  const item = heap.pop();
  if (!item || heap.length === 0) return;
  let i = 0;
  for (;;) {
    let down = 2 * i + 1;
    let child = heap[down];
    if (!child) break;
    const right = heap[down + 1];
    if (right && isBefore(right, child)) {
      down += 1;
      child = right;
    }
    if (!isBefore(child, item)) break;
    heap[i] = child;
    i = down;
  }
  heap[i] = item;
}
