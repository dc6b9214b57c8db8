import { bad, type Finding, ok } from '../domain/finding.ts';
import type { Network } from './network.ts';

/** What Perch does there is done on each service, and undone. */
export async function azureTicks(text: string, { kept }: Network): Promise<readonly Finding[]> {
  const { probeStorage } = await import('../adapters/azure/probe.ts');
  const { createSystemRandom } = await import('../adapters/system/random.ts');
  const ticks = await probeStorage(text, createSystemRandom(), kept);
  return ticks.map(({ service, ok: isWell, problem }) => {
    const name = `Azure ${service}`;
    const done = service === 'connection' ? 'Complete.' : 'Created, wrote, read, deleted.';
    return isWell ? ok(name, done) : bad(name, problem);
  });
}
