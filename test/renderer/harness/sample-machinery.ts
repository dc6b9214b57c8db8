import { DEFAULT_LATE_POLICY } from '../../../core/domain/late.ts';
import type { PoisonRecord } from '../../../core/domain/poison.ts';
import type { SelfTestTick } from '../../../core/domain/self-test.ts';
import { HOUR } from '../../../core/domain/time.ts';
import type { SettingResult, WorkerApi } from '../../../core/rpc/contract.ts';
import type { Scenario } from './scenario.ts';

/** Messages that were set aside: one that can go back and one that cannot be read. */
const samplePoison = (now: number): readonly PoisonRecord[] => [
  {
    id: 'm-1',
    raw: '{"type":"publish","version":1,"body":{"postIds":["11111111-1111-4111-8111-111111111111"]}}',
    reason: 'It was read 6 times and never worked.',
    dequeueCount: 6,
    insertedAt: now - 3 * HOUR,
    poisonedAt: now - 2 * HOUR,
  },
  {
    id: 'm-2',
    raw: '<html>not ours</html>',
    reason: 'It is not a message of Perch.',
    dequeueCount: 1,
    insertedAt: now - 5 * HOUR,
    poisonedAt: now - 5 * HOUR,
  },
];

const sampleSelfTest: readonly SelfTestTick[] = [
  { what: 'storage', ok: true, message: 'It answered in 3 ms.' },
  {
    what: 'x',
    ok: true,
    message: 'X answered in 84 ms. Whether it takes the keys was not asked: that costs.',
  },
  { what: 'clock', ok: false, message: 'This computer is 95 s ahead of X. Set its clock.' },
  { what: 'disk', ok: true, message: '41 GB are free for posts and the log.' },
];

type Calls =
  | 'setLate'
  | 'setSpendCap'
  | 'runNow'
  | 'selfTest'
  | 'poison'
  | `${'requeue' | 'discard' | 'restore'}Poison`;

/** What the health screen and the limits in the settings may change. */
export function createMachinery(now: number, { health, capUsd: cap }: Scenario, changed: () => void) {
  let poison = health === 'bad' ? samplePoison(now) : [];
  let late = DEFAULT_LATE_POLICY;
  let capUsd: number | null = cap ?? null;
  const done = (): SettingResult => {
    changed();
    return { kind: 'ok' };
  };
  const take = async (id: string): Promise<SettingResult> => {
    poison = poison.filter((one) => one.id !== id);
    return done();
  };
  const api: Pick<WorkerApi, Calls> = {
    setLate: async (patch) => {
      late = { ...late, ...patch };
      return done();
    },
    setSpendCap: async (usd) => {
      capUsd = usd;
      return done();
    },
    runNow: async () => undefined,
    selfTest: async () => sampleSelfTest,
    poison: async () => poison,
    requeuePoison: take,
    discardPoison: take,
    restorePoison: async (id) => {
      poison = samplePoison(now).filter((one) => one.id === id || poison.some((left) => left.id === one.id));
      return done();
    },
  };
  return { api, state: () => ({ late, capUsd }) };
}
