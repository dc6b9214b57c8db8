import { afterAll, beforeAll } from 'vitest';
import { openAzureStore } from '../../core/adapters/azure/open.ts';
import { openLocalStore } from '../../core/adapters/sqlite/open.ts';
import { type Azurite, startAzurite } from '../fakes/azurite.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { createFakeRandom } from '../fakes/random.ts';
import { createTempHome } from '../fakes/temp-home.ts';
import { movingConformance } from './moving.ts';

let azurite: Azurite;
let opened = 0;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

movingConformance('SQLite', async () => {
  const { home, remove } = createTempHome();
  const open = () => openLocalStore({ home, clock: createFakeClock(), random: createFakeRandom(++opened) });
  const [store, other] = [open(), open()];
  const close = (): void => {
    store.close();
    other.close();
    remove();
  };
  return { store, other, close };
});

movingConformance('Azure', async () => {
  const workspace = `moving${++opened}`;
  const open = () =>
    openAzureStore({
      connection: azurite.connection,
      workspace,
      clock: createFakeClock(),
      random: createFakeRandom(++opened),
    });
  const [store, other] = [await open(), await open()];
  const close = (): void => {
    store.close();
    other.close();
  };
  return { store, other, close };
});
