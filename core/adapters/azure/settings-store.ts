import {
  DEFAULT_PROCESSORS,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../domain/processor.ts';
import type { SettingsStore } from '../../ports/settings-store.ts';
import { startingWith } from './keys.ts';
import type { Partition, Properties } from './table.ts';

const PROCESSOR = 'processor.';
const PAUSED_UNTIL = 'pausedUntil';

/**
 * Keeps only what a person changed, each setting as a property, so that two people who change different ones
 * at once both get their way. One request each; `setProcessor` two.
 */
export function createSettingsStore(partition: Partition): SettingsStore {
  return {
    processors: async () => {
      const rows = await partition.range(startingWith(PROCESSOR));
      const changed = new Map(rows.map(({ key, properties }) => [key, properties]));
      return Object.fromEntries(
        PROCESSOR_NAMES.map((name) => [name, withDefaults(name, changed.get(PROCESSOR + name))]),
      ) as Record<ProcessorName, ProcessorSettings>;
    },
    setProcessor: async (name, patch) => {
      const properties = Object.fromEntries(
        Object.entries(patch).map(([setting, value]) => [setting, JSON.stringify(value)]),
      );
      await partition.put(PROCESSOR + name, properties, 'Merge');
      return withDefaults(name, (await partition.read(PROCESSOR + name))?.properties);
    },
    pausedUntil: async () => {
      const row = await partition.read(PAUSED_UNTIL);
      return row ? Number(row.properties['until']) : null;
    },
    setPausedUntil: async (until) => {
      if (until === null) await partition.remove(PAUSED_UNTIL);
      else await partition.put(PAUSED_UNTIL, { until: String(until) });
    },
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
