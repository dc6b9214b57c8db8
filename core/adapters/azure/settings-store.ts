import { DEFAULT_LATE_POLICY, type LatePolicy } from '../../domain/late.ts';
import {
  DEFAULT_PROCESSORS,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../domain/processor.ts';
import type { PostingPlan, PostingPlans } from '../../domain/slots.ts';
import type { Instant } from '../../domain/time.ts';
import type { ChosenSettings, SettingsStore } from '../../ports/settings-store.ts';
import type { Head } from './head.ts';
import { encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import { createMemory, KEEP } from './memory.ts';
import { changeSeal, parseSeal, SEAL } from './seal.ts';
import type { Partition, Properties } from './table.ts';

const PROCESSOR = 'processor.';
const PAUSED_UNTIL = 'pausedUntil';
const LATE = 'late';
const PLAN = 'plan.';
const SPEND_CAP = 'spendCap';

/**
 * Keeps only what a person changed, each setting as a property, so that two people who change different ones
 * at once both get their way. All of it is one request, and none while it is remembered (see memory.ts). That
 * publishing is paused is always asked anew, and that it is not is old after five seconds unless the others
 * were listened to since: who pauses expects it to hold.
 */
export function createSettingsStore(
  partition: Partition,
  head: Head,
  monotonic: () => number,
): SettingsStore {
  const read = async (): Promise<ReadonlyMap<string, Properties>> =>
    new Map((await partition.range(startingWith(''))).map(({ key, properties }) => [key, properties]));
  const known = createMemory(read, { head, bell: 'settings', monotonic });

  return {
    processors: async () => {
      const changed = await known.get();
      return Object.fromEntries(PROCESSOR_NAMES.map((name) => [name, processorOf(name, changed)])) as Record<
        ProcessorName,
        ProcessorSettings
      >;
    },
    setProcessor: async (name, patch) => {
      await known.write(() => partition.put(PROCESSOR + name, writeOwn(patch), 'Merge'));
      return processorOf(name, await known.fresh());
    },
    late: async () => lateOf(await known.get()),
    setLate: async (patch) => {
      await known.write(() => partition.put(LATE, writeOwn(patch), 'Merge'));
      return lateOf(await known.fresh());
    },
    plans: async () => plansOf(await known.get()),
    setPlan: (account, plan) => known.write(() => writePlan(partition, account, plan)),
    // As old as a pause at most: who lowers it expects it to hold.
    spendCap: async () => readCap(await known.get(KEEP)),
    setSpendCap: (usd) => known.write(() => writeCap(partition, usd)),
    pausedUntil: async () => {
      const rows = await known.get(KEEP);
      if (!rows.has(PAUSED_UNTIL) && !rows.has(SEAL)) return null;
      const now = await known.fresh();
      return now.has(SEAL) ? Number.POSITIVE_INFINITY : readPause(now);
    },
    setPausedUntil: (until) => known.write(() => writePause(partition, until)),
    seal: async ({ fresh = false } = {}) => {
      if (!fresh && !(await known.get(KEEP)).has(SEAL)) return undefined;
      return parseSeal((await known.fresh()).get(SEAL));
    },
    changeSeal: (from, to) => known.write(() => changeSeal(partition, from, to)),
    chosen: async () => chosenOf(await known.fresh()),
    adopt: ({ processors, pausedUntil, late, plans, spendCap }: ChosenSettings) =>
      known.write(async () => {
        for (const name of PROCESSOR_NAMES)
          await partition.put(PROCESSOR + name, writeOwn(processors[name] ?? {}));
        await partition.put(LATE, writeOwn(late));
        for (const account of Object.keys(plansOf(await read())))
          if (!Object.hasOwn(plans, account)) await writePlan(partition, account, null);
        for (const [account, plan] of Object.entries(plans)) await writePlan(partition, account, plan);
        await writePause(partition, pausedUntil);
        await writeCap(partition, spendCap ?? null);
      }),
  };
}

function chosenOf(rows: Rows): ChosenSettings {
  const chosen = PROCESSOR_NAMES.map((name) => [name, ownProcessor(name, rows)] as const);
  const cap = readCap(rows);
  return {
    processors: Object.fromEntries(chosen.filter(([, own]) => Object.keys(own).length > 0)),
    pausedUntil: readPause(rows),
    late: ownLate(rows),
    plans: plansOf(rows),
    ...(cap !== null && { spendCap: cap }),
  };
}

const readPause = (rows: ReadonlyMap<string, Properties>): Instant | null => {
  const row = rows.get(PAUSED_UNTIL);
  return row ? Number(row['until']) : null;
};

async function writePause(partition: Partition, until: Instant | null): Promise<void> {
  if (until === null) await partition.remove(PAUSED_UNTIL);
  else await partition.put(PAUSED_UNTIL, { until: String(until) });
}

/** A row for each account, so that plans of two accounts can be changed at once. */
async function writePlan(partition: Partition, account: string, plan: PostingPlan | null): Promise<void> {
  const key = PLAN + encodeKey(account);
  if (plan === null) await partition.remove(key);
  else await partition.put(key, writeLong('plan', JSON.stringify({ account, plan })));
}

function plansOf(rows: ReadonlyMap<string, Properties>): PostingPlans {
  const planned = [...rows].filter(([key]) => key.startsWith(PLAN));
  return Object.fromEntries(
    planned.map(([, properties]) => {
      const row = JSON.parse(readLong('plan', properties)) as { account: string; plan: PostingPlan };
      return [row.account, row.plan];
    }),
  );
}

function readCap(rows: ReadonlyMap<string, Properties>): number | null {
  const row = rows.get(SPEND_CAP);
  return row ? Number(row['usd']) : null;
}

async function writeCap(partition: Partition, usd: number | null): Promise<void> {
  if (usd === null) await partition.remove(SPEND_CAP);
  else await partition.put(SPEND_CAP, { usd: String(usd) });
}

const writeOwn = (own: Partial<ProcessorSettings> | Partial<LatePolicy>): Properties =>
  Object.fromEntries(Object.entries(own).map(([setting, value]) => [setting, JSON.stringify(value)]));

type Rows = ReadonlyMap<string, Properties>;

const processorOf = (name: ProcessorName, rows: Rows): ProcessorSettings => ({
  ...DEFAULT_PROCESSORS[name],
  ...ownProcessor(name, rows),
});

const ownProcessor = (name: ProcessorName, rows: Rows): Partial<ProcessorSettings> =>
  ownOf(DEFAULT_PROCESSORS[name], rows.get(PROCESSOR + name));

const lateOf = (rows: Rows): LatePolicy => ({ ...DEFAULT_LATE_POLICY, ...ownLate(rows) });

const ownLate = (rows: Rows): Partial<LatePolicy> => ownOf(DEFAULT_LATE_POLICY, rows.get(LATE));

/** Only what a person changed. */
function ownOf<T extends object>(defaults: T, changed: Properties = {}): Partial<T> {
  const own = Object.keys(defaults).flatMap((setting) => {
    const value = changed[setting];
    return value === undefined ? [] : [[setting, JSON.parse(value) as unknown] as const];
  });
  return Object.fromEntries(own) as Partial<T>;
}
