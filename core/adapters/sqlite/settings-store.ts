import { DEFAULT_LATE_POLICY, type LatePolicy } from '../../domain/late.ts';
import {
  DEFAULT_PROCESSORS,
  PROCESSOR_NAMES,
  type ProcessorName,
  type ProcessorSettings,
} from '../../domain/processor.ts';
import type { PostingPlan, PostingPlans } from '../../domain/slots.ts';
import type { ChosenSettings, SettingsStore } from '../../ports/settings-store.ts';
import type { Database } from './database.ts';
import { changeSeal, readSeal } from './seal.ts';

const READ = 'SELECT value FROM settings WHERE key = ?';
const WRITE =
  'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
const PAUSED_UNTIL = 'pausedUntil';
const LATE = 'late';
const PLANS = 'postingPlans';
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
  const changed = (name: ProcessorName): Partial<ProcessorSettings> =>
    JSON.parse(read(keyOf(name)) ?? '{}') as Partial<ProcessorSettings>;
  const changedLate = (): Partial<LatePolicy> => JSON.parse(read(LATE) ?? '{}') as Partial<LatePolicy>;
  const plans = (): PostingPlans => JSON.parse(read(PLANS) ?? '{}') as PostingPlans;
  const late = (): LatePolicy => ({ ...DEFAULT_LATE_POLICY, ...changedLate() });
  const settings = (name: ProcessorName): ProcessorSettings => ({
    ...DEFAULT_PROCESSORS[name],
    ...changed(name),
  });
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
    plans: async () => plans(),
    setPlan: async (account, plan) =>
      db.transaction(() => {
        db.run(WRITE, PLANS, JSON.stringify(withPlan(plans(), account, plan)));
      }),
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
      plans: plans(),
      ...capOf(spendCap()),
    }),
    adopt: async (chosen) =>
      db.transaction(() => {
        writeObjects(db, chosen);
        setPausedUntil(chosen.pausedUntil);
        setSpendCap(chosen.spendCap ?? null);
      }),
  };
}

function writeObjects(db: Database, { processors, late, plans }: ChosenSettings): void {
  for (const name of PROCESSOR_NAMES) db.run(WRITE, keyOf(name), JSON.stringify(processors[name] ?? {}));
  db.run(WRITE, LATE, JSON.stringify(late));
  db.run(WRITE, PLANS, JSON.stringify(plans));
}

function withPlan(plans: PostingPlans, account: string, plan: PostingPlan | null): PostingPlans {
  const { [account]: _, ...others } = plans;
  return plan === null ? others : { ...others, [account]: plan };
}

const capOf = (usd: number | null) => (usd === null ? {} : { spendCap: usd });
const keyOf = (name: ProcessorName): string => `processor.${name}`;
