import { type Instant, SECOND } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import { type Sequence, seqOf } from './activity.ts';
import { encodeKey } from './keys.ts';
import type { Partition, Properties, Range, Row } from './table.ts';

/** Kinds of settings of which others have to hear at once. */
export type Bell = 'settings' | 'accounts';

/** A worker's sign of life. */
export type Beat = {
  readonly properties: Properties;
  /** When it was written, by the clock of this machine. */
  readonly at: Instant;
};

/**
 * The beginning of the partition of posts: what a process has to hear of the others is one range, read at every
 * look.
 *
 *   Z_bell_<kind>      a new nonce after every change of that kind
 *   Z_worker_<id>      a worker's sign of life
 *   a_<newest first>   what happened to posts (see history.ts)
 */
export type Head = {
  /** One request. True when somebody else changed something since the look before; the first finds nothing. */
  look(): Promise<boolean>;
  /** Looks end: what was heard so far is not kept up to date any more. */
  rest(): void;
  /** When the last look began that was answered, monotonic; long ago when nobody looks. */
  heardAt(): number;
  /** When the first of these looks began: what was known before may be out of date unheard. */
  heardSince(): number;
  /** The key of an entry of the activity that we write. */
  wrote(key: string): void;
  /** Tells the others of a change of ours that is stored. */
  ring(bell: Bell): Promise<void>;
  /** Calls back when another process rang. */
  onRing(bell: Bell, listener: () => void): void;
  /** Of the last look while there are looks, of the last read if it is young enough, or one request. */
  beats(): Promise<readonly Beat[]>;
  putBeat(id: string, properties: Properties): Promise<void>;
  removeBeat(id: string): Promise<void>;
};

/** Entries that are compared at a look: a machine whose clock is behind adds below the newest. */
const NEWEST = 20;
/** For the bells and the workers, until it turns out that there are more. */
const OTHERS = 10;
/** So long the workers of a look are good enough, ms. */
const YOUNG = 10 * SECOND;
/** The Date of an answer is in whole seconds, rounded down. */
const ROUNDING = SECOND;

const ACTIVITY = 'a_';
const BELL = 'Z_bell_';
const WORKER = 'Z_worker_';
const HEAD: Range = { from: 'Z_', to: `${ACTIVITY}~~` };

/** What one read shows. */
type View = {
  readonly readAt: number;
  readonly bells: ReadonlyMap<string, string>;
  readonly beats: readonly Beat[];
  /** Keys of the newest entries, newest first. */
  readonly entries: readonly string[];
};

export type HeadOptions = { readonly clock: Clock; readonly random: Random; readonly sequence: Sequence };

export function createHead(partition: Partition, { clock, random, sequence }: HeadOptions): Head {
  const listeners: { readonly bell: Bell; readonly listener: () => void }[] = [];
  const own = { bells: new Map<string, string>(), entries: new Set<string>() };
  const read = createReader(partition, clock);
  const signs = createSigns(partition, read, clock);
  let seen: View | undefined;
  let looking = false;
  let since: number | undefined;

  function tellOf(view: View, before: View | undefined): boolean {
    const rung = [...view.bells].filter(
      ([bell, nonce]) => before?.bells.get(bell) !== nonce && own.bells.get(bell) !== nonce,
    );
    if (before)
      for (const { bell, listener } of listeners) if (rung.some(([name]) => name === bell)) listener();
    const known = new Set(before?.entries);
    const news = view.entries.some((key) => !known.has(key) && !own.entries.has(key));
    dropSettled(own.entries, view);
    return before !== undefined && (news || rung.length > 0);
  }

  return {
    look: async () => {
      looking = true;
      const view = await read();
      if (!looking) return false;
      const before = seen;
      seen = view;
      since ??= view.readAt;
      signs.seen(view);
      const [newest] = view.entries;
      if (newest !== undefined) sequence.seen(seqOf(newest));
      return tellOf(view, before);
    },
    rest: () => {
      looking = false;
      seen = undefined;
      since = undefined;
      own.entries.clear();
    },
    heardSince: () => since ?? Number.POSITIVE_INFINITY,
    heardAt: () => seen?.readAt ?? Number.NEGATIVE_INFINITY,
    wrote: (key) => {
      if (looking) own.entries.add(key);
    },
    ring: async (bell) => {
      const nonce = random.uuid();
      own.bells.set(bell, nonce);
      await partition.put(BELL + bell, { nonce });
    },
    onRing: (bell, listener) => listeners.push({ bell, listener }),
    beats: async () => (looking && seen ? seen.beats : signs.beats()),
    putBeat: signs.put,
    removeBeat: signs.remove,
  };
}

function createSigns(partition: Partition, read: () => Promise<View>, clock: Clock) {
  let recent: View | undefined;
  // After the write: a look that was on its way meanwhile may not show it.
  const forget = (): void => {
    recent = undefined;
  };
  return {
    seen: (view: View): void => {
      recent = view;
    },
    beats: async (): Promise<readonly Beat[]> => {
      if (!recent || clock.monotonic() - recent.readAt > YOUNG) recent = await read();
      return recent.beats;
    },
    put: async (id: string, properties: Properties): Promise<void> => {
      await partition.put(WORKER + encodeKey(id), properties).finally(forget);
    },
    remove: async (id: string): Promise<void> => {
      await partition.remove(WORKER + encodeKey(id)).finally(forget);
    },
  };
}

/** An entry of ours that was seen, or is older than all that will be, needs no more thought. */
function dropSettled(own: Set<string>, { entries }: View): void {
  const there = new Set(entries);
  const oldest = entries.length < NEWEST ? undefined : entries.at(-1);
  for (const key of own) if (there.has(key) || (oldest !== undefined && key > oldest)) own.delete(key);
}

function createReader(partition: Partition, clock: Clock): () => Promise<View> {
  let others = OTHERS;
  return async () => {
    for (;;) {
      const readAt = clock.monotonic();
      let date = Number.NaN;
      const answered = (at: Instant): void => {
        date = at;
      };
      const rows = await partition.range(HEAD, { limit: NEWEST + others, answered });
      const before = rows.filter(({ key }) => !key.startsWith(ACTIVITY)).length;
      const enough = before <= others;
      others = Math.max(OTHERS, enough ? before : 2 * before);
      if (enough) return toView(rows, readAt, { now: clock.now(), date });
    }
  };
}

function toView(
  rows: readonly Row[],
  readAt: number,
  times: { readonly now: Instant; readonly date: Instant },
): View {
  const starting = (prefix: string): readonly Row[] => rows.filter(({ key }) => key.startsWith(prefix));
  return {
    readAt,
    bells: new Map(starting(BELL).map((row) => [row.key.slice(BELL.length), row.properties['nonce'] ?? ''])),
    beats: starting(WORKER).map(({ properties }) => ({ properties, at: writtenAt(properties, times) })),
    entries: starting(ACTIVITY).map(({ key }) => key),
  };
}

/** Both times are the service's, so no other machine's clock matters. */
function writtenAt(
  properties: Properties,
  { now, date }: { readonly now: Instant; readonly date: Instant },
): Instant {
  const age = date + ROUNDING - Date.parse(properties['timestamp'] ?? '');
  return Number.isNaN(age) ? now : now - Math.max(0, age);
}
