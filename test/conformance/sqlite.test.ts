import { openDatabase } from '../../core/adapters/sqlite/database.ts';
import { createJobQueue } from '../../core/adapters/sqlite/job-queue.ts';
import { databaseFile, openLocalStore } from '../../core/adapters/sqlite/open.ts';
import type { Message } from '../../core/ports/job-queue.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { createFakeRandom } from '../fakes/random.ts';
import { createTempHome } from '../fakes/temp-home.ts';
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

// Real files, as in use: an adapter that only works in memory would pass by accident.

function openTemp() {
  const { home, remove } = createTempHome();
  const local = openLocalStore({ home, clock: createFakeClock(), random: createFakeRandom() });
  const close = (): void => {
    local.close();
    remove();
  };
  return { local, close };
}

const posts = async () => {
  const { local, close } = openTemp();
  return { store: local.posts, close };
};

postStoreConformance('SQLite', posts);
postQueriesConformance('SQLite', posts);
postSeriesConformance('SQLite', posts);
postRestoreConformance('SQLite', posts);
postSearchConformance('SQLite', posts);
postChargesConformance('SQLite', posts);

poisonStoreConformance('SQLite', async () => {
  const { local, close } = openTemp();
  return { store: local.poison, close };
});

accountStoreConformance('SQLite', async () => {
  const { local, close } = openTemp();
  return { store: local.accounts, close };
});

settingsStoreConformance('SQLite', async () => {
  const { local, close } = openTemp();
  return { store: local.settings, close };
});

workerDirectoryConformance('SQLite', async () => {
  const { local, close } = openTemp();
  return { directory: local.workers, close };
});

jobQueueConformance('SQLite', async () => {
  const { home, remove } = createTempHome();
  const db = openDatabase(databaseFile(home));
  const clock = createFakeClock();
  const abandoned: Message<Job>[] = [];
  const options = { name: 'jobs', clock, random: createFakeRandom() };
  const parse = (raw: unknown): Job | undefined => raw as Job;
  return {
    queue: createJobQueue<Job>(db, { ...options, parse, onAbandoned: (message) => abandoned.push(message) }),
    stranger: createJobQueue<Job>(db, { ...options, parse: () => undefined }),
    clock,
    advance: clock.advance,
    abandoned,
    close: () => {
      db.close();
      remove();
    },
  };
});
