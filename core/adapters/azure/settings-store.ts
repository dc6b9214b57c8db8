import {
  DEFAULT_PROCESSORS,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../domain/processor.ts';
import { type Instant, SECOND } from '../../domain/time.ts';
import type { ChosenSettings, SettingsStore } from '../../ports/settings-store.ts';
import { startingWith } from './keys.ts';
import { createMemory } from './memory.ts';
import { changeSeal, parseSeal, SEAL } from './seal.ts';
import type { Partition, Properties } from './table.ts';

const PROCESSOR = 'processor.';
const PAUSED_UNTIL = 'pausedUntil';
/** ms */
const KEEP = 5 * SECOND;

/**
 * Keeps only what a person changed, each setting as a property, so that two people who change different ones
 * at once both get their way. All of it is one request, and none within five seconds of the last: so late a
 * change of another machine is obeyed. That publishing is paused is always asked anew.
 */
export function createSettingsStore(partition: Partition, monotonic: () => number): SettingsStore {
  const read = async (): Promise<ReadonlyMap<string, Properties>> =>
    new Map((await partition.range(startingWith(''))).map(({ key, properties }) => [key, properties]));
  const known = createMemory(read, monotonic, KEEP);

  async function write(change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
    } finally {
      known.forget();
    }
  }

  return {
    processors: async () => {
      const changed = await known.get();
      return Object.fromEntries(
        PROCESSOR_NAMES.map((name) => [name, withDefaults(name, changed.get(PROCESSOR + name))]),
      ) as Record<ProcessorName, ProcessorSettings>;
    },
    setProcessor: async (name, patch) => {
      await write(() => partition.put(PROCESSOR + name, writeOwn(patch), 'Merge'));
      return withDefaults(name, (await known.fresh()).get(PROCESSOR + name));
    },
    pausedUntil: async () => {
      const rows = await known.get();
      if (!rows.has(PAUSED_UNTIL) && !rows.has(SEAL)) return null;
      const now = await known.fresh();
      return now.has(SEAL) ? Number.POSITIVE_INFINITY : readPause(now);
    },
    setPausedUntil: (until) => write(() => writePause(partition, until)),
    seal: async ({ fresh = false } = {}) => {
      if (!fresh && !(await known.get()).has(SEAL)) return undefined;
      return parseSeal((await known.fresh()).get(SEAL));
    },
    changeSeal: async (from, to) => {
      try {
        return await changeSeal(partition, from, to);
      } finally {
        known.forget();
      }
    },
    chosen: async () => {
      const rows = await known.fresh();
      const chosen = PROCESSOR_NAMES.map((name) => [name, ownOf(name, rows.get(PROCESSOR + name))] as const);
      const processors = Object.fromEntries(chosen.filter(([, own]) => Object.keys(own).length > 0));
      return { processors, pausedUntil: readPause(rows) };
    },
    adopt: async ({ processors, pausedUntil }: ChosenSettings) => {
      await write(async () => {
        for (const name of PROCESSOR_NAMES)
          await partition.put(PROCESSOR + name, writeOwn(processors[name] ?? {}));
        await writePause(partition, pausedUntil);
      });
    },
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

const writeOwn = (own: Partial<ProcessorSettings>): Properties =>
  Object.fromEntries(Object.entries(own).map(([setting, value]) => [setting, JSON.stringify(value)]));

const withDefaults = (name: ProcessorName, changed?: Properties): ProcessorSettings => ({
  ...DEFAULT_PROCESSORS[name],
  ...ownOf(name, changed),
});

/** Only what a person changed. */
function ownOf(name: ProcessorName, changed: Properties = {}): Partial<ProcessorSettings> {
  const own = Object.keys(DEFAULT_PROCESSORS[name]).flatMap((setting) => {
    const value = changed[setting];
    return value === undefined ? [] : [[setting, JSON.parse(value) as unknown] as const];
  });
  return Object.fromEntries(own);
}
