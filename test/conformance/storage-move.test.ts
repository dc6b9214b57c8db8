import { afterAll, beforeAll } from 'vitest';
import { openAzureStore } from '../../core/adapters/azure/open.ts';
import type { End } from '../../core/service/storage-ends.ts';
import { type Azurite, startAzurite } from '../fakes/azurite.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { openLocalEnd } from '../fakes/move-rig.ts';
import { createFakeRandom } from '../fakes/random.ts';
import { storageMoveConformance } from './storage-move.ts';

let azurite: Azurite;
let opened = 0;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

async function openAzureEnd(): Promise<End> {
  const workspace = `move${++opened}`;
  const store = await openAzureStore({
    connection: azurite.connection,
    workspace,
    clock: createFakeClock(),
    random: createFakeRandom(opened),
  });
  return { store, place: { kind: 'azure', name: workspace, key: `azure:${workspace}` }, shared: true };
}

storageMoveConformance('SQLite to SQLite', {
  open: async () => ({ from: openLocalEnd(), to: openLocalEnd() }),
  every: 1,
});
storageMoveConformance('SQLite to Azure', {
  open: async () => ({ from: openLocalEnd(), to: await openAzureEnd() }),
  every: 5,
});
storageMoveConformance('Azure to SQLite', {
  open: async () => ({ from: await openAzureEnd(), to: openLocalEnd() }),
  every: 5,
});
