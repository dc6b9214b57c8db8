import type { PoisonRecord } from '../domain/poison.ts';

export type { PoisonRecord };

export type PoisonStore = {
  put(record: PoisonRecord): Promise<void>;
  list(): Promise<readonly PoisonRecord[]>;
  get(id: string): Promise<PoisonRecord | undefined>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
  count(): Promise<number>;
};
