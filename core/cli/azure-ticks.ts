import type { Finding } from './examine.ts';

/** What Perch does there is done on each service, and undone. */
export async function azureTicks(text: string): Promise<readonly Finding[]> {
  const { probeStorage } = await import('../adapters/azure/probe.ts');
  const { createSystemRandom } = await import('../adapters/system/random.ts');
  const ticks = await probeStorage(text, createSystemRandom());
  return ticks.map(({ service, ok, problem }) => {
    const name = `Azure ${service}`;
    const done = service === 'connection' ? 'Complete.' : 'Created, wrote, read, deleted.';
    return { name, state: ok ? 'ok' : 'bad', message: ok ? done : problem };
  });
}
