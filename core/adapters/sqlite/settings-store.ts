import { DEFAULT_LATE_POLICY, type LatePolicy } from '../../domain/late.ts';
import {
  DEFAULT_PROCESSORS,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../domain/processor.ts';
import type { SettingsStore } from '../../ports/settings-store.ts';
import type { Database } from './database.ts';
import { createPlans } from './posting-plans.ts';
import { changeSeal, readSeal } from './seal.ts';
import { READ_SETTING as READ, WRITE_SETTING as WRITE } from './setting.ts';

const PAUSED_UNTIL = 'pausedUntil';
const LATE = 'late';
const SPEND_CAP = 'spendCap';

/** Settings that are one number, or not there. */
function createNumbers(db: Database, read: (key: string) => string | undefined) {
  const get = (key: string) => (): number | null => {
    const value = read(key);
    return value === undefined ? null : Number(value);
  };
  const set =
    (key: string) =>
    (value: number | null): void => {
      if (value === null) db.run('DELETE FROM settings WHERE key = ?', key);
      else db.run(WRITE, key, String(value));
    };
  return {
    pausedUntil: get(PAUSED_UNTIL),
    setPausedUntil: set(PAUSED_UNTIL),
    spendCap: get(SPEND_CAP),
    setSpendCap: set(SPEND_CAP),
  };
}

/** Keeps only what a person changed, so that a new default reaches everybody who never touched it. */
export function createSettingsStore(db: Database): SettingsStore {
  const read = (key: string): string | undefined => db.one<{ value: string }>(READ, key)?.value;
  const changedLate = (): Partial<LatePolicy> => JSON.parse(read(LATE) ?? '{}') as Partial<LatePolicy>;
  const plans = createPlans(db);
  const late = (): LatePolicy => ({ ...DEFAULT_LATE_POLICY, ...changedLate() });
  const { changed, settings } = processorSettings(read);
  const { pausedUntil, setPausedUntil, spendCap, setSpendCap } = createNumbers(db, read);
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
    late: async () => late(),
    setLate: async (patch) =>
      db.transaction(() => {
        db.run(WRITE, LATE, JSON.stringify({ ...changedLate(), ...patch }));
        return late();
      }),
    plans: async () => plans.read(),
    setPlan: async (account, plan) => plans.set(account, plan),
    spendCap: async () => spendCap(),
    setSpendCap: async (usd) => setSpendCap(usd),
    pausedUntil: async () => (readSeal(db) ? Number.POSITIVE_INFINITY : pausedUntil()),
    setPausedUntil: async (until) => setPausedUntil(until),
    seal: async () => readSeal(db),
    changeSeal: async (from, to) => changeSeal(db, from, to),
    chosen: async () => ({
      processors: Object.fromEntries(
        PROCESSOR_NAMES.map((name) => [name, changed(name)] as const).filter(
          ([, own]) => Object.keys(own).length > 0,
        ),
      ),
      pausedUntil: pausedUntil(),
      late: changedLate(),
      plans: plans.read(),
      ...capOf(spendCap()),
    }),
    adopt: async (chosen) =>
      db.transaction(() => {
        for (const name of PROCESSOR_NAMES)
          db.run(WRITE, keyOf(name), JSON.stringify(chosen.processors[name] ?? {}));
        db.run(WRITE, LATE, JSON.stringify(chosen.late));
        plans.replace(chosen.plans);
        setPausedUntil(chosen.pausedUntil);
        setSpendCap(chosen.spendCap ?? null);
      }),
  };
}

/** Of one processor: what a person changed, and what holds. */
function processorSettings(read: (key: string) => string | undefined) {
  const changed = (name: ProcessorName): Partial<ProcessorSettings> =>
    JSON.parse(read(keyOf(name)) ?? '{}') as Partial<ProcessorSettings>;
  const settings = (name: ProcessorName): ProcessorSettings => ({
    ...DEFAULT_PROCESSORS[name],
    ...changed(name),
  });
  return { changed, settings };
}

const capOf = (usd: number | null) => (usd === null ? {} : { spendCap: usd });
const keyOf = (name: ProcessorName): string => `processor.${name}`;
