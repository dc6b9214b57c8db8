import { sealSentence } from '../domain/seal.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { StoreError } from '../ports/store-error.ts';

type Seals = Pick<SettingsStore, 'seal'>;

/**
 * Before a write that the store itself would let through.
 * @throws StoreError `sealed`
 */
export async function refuseSealed(settings: Seals): Promise<void> {
  const seal = await settings.seal();
  if (seal) throw new StoreError('sealed', sealSentence(seal));
}

/**
 * After posts were added. Whoever moves them seals first and reads then, so a post that is in while there is
 * no seal is seen and moved; of one that is in when there is, nobody knows.
 * @throws StoreError `sealed`
 */
export async function refuseSealedMeanwhile(settings: Seals): Promise<void> {
  const seal = await settings.seal({ fresh: true });
  if (!seal) return;
  const what = `The posts were moved to ${seal.place.name} while this was saved: look there whether it arrived, and if not, add it there.`;
  throw new StoreError('sealed', what);
}
