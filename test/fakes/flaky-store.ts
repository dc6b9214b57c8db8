import { openLocalStore } from '../../core/adapters/sqlite/open.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Store } from '../../core/ports/store.ts';
import { StoreError, type StoreErrorCode } from '../../core/ports/store-error.ts';
import { createFakeRandom } from './random.ts';

/** A real store that can be taken away. */
export type FlakyStore = Store & {
  /** From now on every call throws; undefined: it is back. */
  fail(code: StoreErrorCode | undefined, message?: string): void;
  /** Calls that reached it, by port and method. */
  readonly calls: string[];
};

const PORTS = ['posts', 'queue', 'poison', 'accounts', 'settings', 'workers'] as const;

export function createFlakyStore(home: string, clock: Clock): FlakyStore {
  const store = openLocalStore({ home, clock, random: createFakeRandom() });
  const calls: string[] = [];
  let broken: StoreError | undefined;
  const guarded = PORTS.map((port) => {
    const target = store[port] as unknown as Record<string, unknown>;
    const methods = Object.entries(target).map(([name, value]) => {
      if (typeof value !== 'function' || name === 'onChange') return [name, value];
      const run = async (...args: unknown[]): Promise<unknown> => {
        calls.push(`${port}.${name}`);
        if (broken) throw broken;
        return value(...args);
      };
      return [name, run];
    });
    return [port, Object.fromEntries(methods)];
  });
  return {
    ...(Object.fromEntries(guarded) as Omit<Store, 'close'>),
    calls,
    close: () => store.close(),
    fail: (code, message = 'It could not be reached (ECONNREFUSED).') => {
      broken = code && new StoreError(code, message);
    },
  };
}
