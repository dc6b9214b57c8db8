import { afterAll, beforeAll } from 'vitest';
import { openAzureStore } from '../../core/adapters/azure/open.ts';
import type { End } from '../../core/service/storage-ends.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { createFakeClock } from './clock.ts';
import { createFakeRandom } from './random.ts';

/** Azurite for all tests of the file; what it gives opens an empty storage in a workspace of its own. */
export function azureEnds(name: string): () => Promise<End> {
  let azurite: Azurite;
  let opened = 0;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());
  return async () => {
    const workspace = `${name}${++opened}`;
    const store = await openAzureStore({
      connection: azurite.connection,
      workspace,
      clock: createFakeClock(),
      random: createFakeRandom(opened),
    });
    return { store, place: { kind: 'azure', name: workspace, key: `azure:${workspace}` }, shared: true };
  };
}
