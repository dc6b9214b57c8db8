import { afterAll, beforeAll } from 'vitest';
import { queueClient } from '../../core/adapters/azure/clients.ts';
import { parseConnection } from '../../core/adapters/azure/connection.ts';
import { createJobQueue } from '../../core/adapters/azure/job-queue.ts';
import { openAzureStore } from '../../core/adapters/azure/open.ts';
import { createSystemClock } from '../../core/adapters/system/clock.ts';
import { SECOND } from '../../core/domain/time.ts';
import type { Message } from '../../core/ports/job-queue.ts';
import type { Store } from '../../core/ports/store.ts';
import { type Azurite, startAzurite } from '../fakes/azurite.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { createFakeRandom } from '../fakes/random.ts';
import { accountStoreConformance } from './account-store.ts';
import { type Job, jobQueueConformance } from './job-queue.ts';
import { poisonStoreConformance } from './poison-store.ts';
import { postChargesConformance } from './post-charges.ts';
import { postQueriesConformance } from './post-queries.ts';
import { postRestoreConformance } from './post-restore.ts';
import { postSearchConformance } from './post-search.ts';
import { postSeriesConformance } from './post-series.ts';
import { postStoreConformance } from './post-store.ts';
import { settingsStoreConformance } from './settings-store.ts';
import { workerDirectoryConformance } from './worker-directory.ts';

let azurite: Azurite;
let opened = 0;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

const openEmpty = (): Promise<Store> =>
  openAzureStore({
    connection: azurite.connection,
    workspace: `test${++opened}`,
    clock: createFakeClock(),
    random: createFakeRandom(opened),
  });

function fixtureOf<Name extends keyof Store, As extends string>(name: Name, as: As) {
  return async () => {
    const store = await openEmpty();
    return { [as]: store[name], close: () => store.close() } as Readonly<Record<As, Store[Name]>> & {
      readonly close: () => void;
    };
  };
}

postStoreConformance('Azure', fixtureOf('posts', 'store'));
postQueriesConformance('Azure', fixtureOf('posts', 'store'));
postSeriesConformance('Azure', fixtureOf('posts', 'store'));
postRestoreConformance('Azure', fixtureOf('posts', 'store'));
postSearchConformance('Azure', fixtureOf('posts', 'store'));
postChargesConformance('Azure', fixtureOf('posts', 'store'));
poisonStoreConformance('Azure', fixtureOf('poison', 'store'));
accountStoreConformance('Azure', fixtureOf('accounts', 'store'));
settingsStoreConformance('Azure', fixtureOf('settings', 'store'));
workerDirectoryConformance('Azure', fixtureOf('workers', 'directory'), { movesTimes: true });

jobQueueConformance('Azure', async () => {
  const parsed = parseConnection(azurite.connection);
  if (parsed.kind === 'problem') throw new Error(parsed.problem);
  const client = queueClient(parsed.connection, `jobs${++opened}`);
  await client.create();
  // The queue's times are those of the service, which no fake clock can move.
  const clock = createSystemClock();
  const abandoned: Message<Job>[] = [];
  const parse = (raw: unknown): Job | undefined => raw as Job;
  return {
    queue: createJobQueue<Job>(client, { clock, parse, onAbandoned: (message) => abandoned.push(message) }),
    stranger: createJobQueue<Job>(client, { clock, parse: () => undefined }),
    clock,
    // Azure counts in whole seconds, so up to one more may pass.
    advance: (ms) => clock.sleep(ms + SECOND),
    abandoned,
    close: () => undefined,
  };
});
