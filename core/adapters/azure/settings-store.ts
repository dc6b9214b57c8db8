import {
  DEFAULT_PROCESSORS,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../domain/processor.ts';
import type { SettingsStore } from '../../ports/settings-store.ts';
import type { Head } from './head.ts';
import { startingWith } from './keys.ts';
import { createMemory, KEEP } from './memory.ts';
import type { Partition, Properties } from './table.ts';

const PROCESSOR = 'processor.';
const PAUSED_UNTIL = 'pausedUntil';
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
      return Object.fromEntries(
        PROCESSOR_NAMES.map((name) => [name, withDefaults(name, changed.get(PROCESSOR + name))]),
      ) as Record<ProcessorName, ProcessorSettings>;
    },
    setProcessor: async (name, patch) => {
      const properties = Object.fromEntries(
        Object.entries(patch).map(([setting, value]) => [setting, JSON.stringify(value)]),
      );
      await known.write(() => partition.put(PROCESSOR + name, properties, 'Merge'));
      return withDefaults(name, (await known.fresh()).get(PROCESSOR + name));
    },
    pausedUntil: async () => {
      if (!(await known.get(KEEP)).has(PAUSED_UNTIL)) return null;
      const row = (await known.fresh()).get(PAUSED_UNTIL);
      return row ? Number(row['until']) : null;
    },
    setPausedUntil: (until) =>
      known.write(async () => {
        if (until === null) await partition.remove(PAUSED_UNTIL);
        else await partition.put(PAUSED_UNTIL, { until: String(until) });
      }),
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
