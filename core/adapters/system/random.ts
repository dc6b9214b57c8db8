import { randomUUID } from 'node:crypto';
import type { Random } from '../../ports/random.ts';

export function createSystemRandom(): Random {
  return { uuid: () => randomUUID(), fraction: () => Math.random() };
}
