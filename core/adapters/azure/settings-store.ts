import {
  DEFAULT_PROCESSORS,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../domain/processor.ts';
import { SECOND } from '../../domain/time.ts';
import type { SettingsStore } from '../../ports/settings-store.ts';
import { startingWith } from './keys.ts';
import { createMemory } from './memory.ts';
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
      const properties = Object.fromEntries(
        Object.entries(patch).map(([setting, value]) => [setting, JSON.stringify(value)]),
      );
      await write(() => partition.put(PROCESSOR + name, properties, 'Merge'));
      return withDefaults(name, (await known.fresh()).get(PROCESSOR + name));
    },
    pausedUntil: async () => {
      if (!(await known.get()).has(PAUSED_UNTIL)) return null;
      const row = (await known.fresh()).get(PAUSED_UNTIL);
      return row ? Number(row['until']) : null;
    },
    setPausedUntil: (until) =>
      write(() =>
        until === null
          ? partition.remove(PAUSED_UNTIL)
          : partition.put(PAUSED_UNTIL, { until: String(until) }),
      ),
  };
}

function withDefaults(name: ProcessorName, changed: Properties = {}): ProcessorSettings {
  const defaults = DEFAULT_PROCESSORS[name];
  const own = Object.keys(defaults).flatMap((setting) => {
    const value = changed[setting];
    return value === undefined ? [] : [[setting, JSON.parse(value) as unknown] as const];
  });
  return { ...defaults, ...Object.fromEntries(own) };
}
