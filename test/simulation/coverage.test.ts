import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const SEEDS = 200;

const X_FAULTS = [
  'lost',
  'reply lost',
  '5xx before',
  '5xx after',
  'empty 201',
  'late',
  '429',
  '401',
  '402',
  '403',
];
const OTHER_FAULTS = ['X no connection', 'X unreadable', 'X incomplete', 'too late to leave', 'store before'];
const MACHINE_FAULTS = ['pause', 'sleep', 'clock', 'restart', 'kill', 'death at a call', 'store slow'];
const SHARED_FAULTS = ['store after', 'store later', 'store partly'];
const ENDS = ['published', 'missed', 'failed', 'cancelled', 'draft'];

test.each(['local', 'shared'] as const)(
  'everything that can go wrong does, and posts end in every way (%s)',
  async (kind) => {
    const [faults, ends] = [new Set<string>(), new Set<string>()];
    for (let seed = 0; seed < SEEDS; seed++) {
      const run = await simulate(seed, kind);
      for (const fault of run.faults.keys()) faults.add(fault);
      for (const end of run.ends.keys()) ends.add(end);
    }
    const wanted = [...X_FAULTS.map((fault) => `X ${fault}`), ...OTHER_FAULTS, ...MACHINE_FAULTS];
    expect(
      [...wanted, ...(kind === 'shared' ? SHARED_FAULTS : [])].filter((fault) => !faults.has(fault)),
    ).toEqual([]);
    expect(ENDS.filter((end) => !ends.has(end))).toEqual([]);
  },
);
