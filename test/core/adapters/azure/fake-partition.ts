import type { Partition, Properties, Row } from '../../../../core/adapters/azure/table.ts';
import type { Instant } from '../../../../core/domain/time.ts';

/** A partition in memory whose service has a clock of its own. */
export type FakePartition = Partition & {
  /** The service's clock. */
  now: Instant;
  /** Every call fails. */
  down: boolean;
  /** Ranges that were read. */
  reads: number;
};

export function createFakePartition(): FakePartition {
  const rows = new Map<string, Row>();
  const fake: FakePartition = {
    now: Date.parse('2031-01-01T00:00:00.400Z'),
    down: false,
    reads: 0,
    read: async (key) => rows.get(key),
    range: async ({ from, to }, { limit, answered } = {}) => {
      fake.reads += 1;
      if (fake.down) throw new Error('down');
      answered?.(Math.floor(fake.now / 1_000) * 1_000);
      const found = [...rows.values()].filter(({ key }) => key >= from && key < to);
      return found.toSorted((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit);
    },
    commit: async (changes) => {
      for (const change of changes)
        if (change.kind === 'remove') rows.delete(change.key);
        else await fake.put(change.key, change.properties);
      return true;
    },
    put: async (key, properties: Properties) => {
      if (fake.down) throw new Error('down');
      rows.set(key, { key, properties: { ...properties, timestamp: new Date(fake.now).toISOString() } });
    },
    patch: async () => true,
    remove: async (key) => rows.delete(key),
  };
  return fake;
}
