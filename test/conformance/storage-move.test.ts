import { azureEnds } from '../fakes/azure-ends.ts';
import { openLocalEnd } from '../fakes/move-rig.ts';
import { storageMoveConformance } from './storage-move.ts';

const openAzureEnd = azureEnds('move');

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
