import {
  DEFAULT_PROCESSORS,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../domain/processor.ts';
import type { SettingsStore } from '../../ports/settings-store.ts';
import type { Database } from './database.ts';

const READ = 'SELECT value FROM settings WHERE key = ?';
const WRITE =
  'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
const PAUSED_UNTIL = 'pausedUntil';

/** Keeps only what a person changed, so that a new default reaches everybody who never touched it. */
export function createSettingsStore(db: Database): SettingsStore {
  const read = (key: string): string | undefined => db.one<{ value: string }>(READ, key)?.value;
  const changed = (name: ProcessorName): Partial<ProcessorSettings> =>
    JSON.parse(read(keyOf(name)) ?? '{}') as Partial<ProcessorSettings>;
  const settings = (name: ProcessorName): ProcessorSettings => ({
    ...DEFAULT_PROCESSORS[name],
    ...changed(name),
  });
  return {
    processors: async () =>
      Object.fromEntries(PROCESSOR_NAMES.map((name) => [name, settings(name)])) as Record<
        ProcessorName,
        ProcessorSettings
      >,
    setProcessor: async (name, patch) =>
      db.transaction(() => {
        db.run(WRITE, keyOf(name), JSON.stringify({ ...changed(name), ...patch }));
        return settings(name);
      }),
    pausedUntil: async () => {
      const until = read(PAUSED_UNTIL);
      return until === undefined ? null : Number(until);
    },
    setPausedUntil: async (until) => {
      if (until === null) db.run('DELETE FROM settings WHERE key = ?', PAUSED_UNTIL);
      else db.run(WRITE, PAUSED_UNTIL, String(until));
    },
  };
}

const keyOf = (name: ProcessorName): string => `processor.${name}`;
