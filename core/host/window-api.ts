import { statfsSync } from 'node:fs';
import type { WorkerApi } from '../rpc/contract.ts';
import type { ImportProgress } from '../rpc/import-contract.ts';
import { createPoisonDesk } from '../service/poison.ts';
import { createPostLists } from '../service/post-lists.ts';
import { selfTest } from '../service/self-test.ts';
import { setSpendCap } from '../service/spend-cap.ts';
import { unpublish } from '../service/unpublish.ts';
import { createWorkerApi } from '../service/worker-api.ts';
import { createAccountApi } from './account-api.ts';
import { createAttachApi } from './attachments.ts';
import type { Home } from './home.ts';
import { createImportDesk } from './transfer/import-desk.ts';
import type { HostedWorker } from './worker-host.ts';

type Tell = {
  /** How everything is. */
  readonly report: () => Promise<void>;
  /** That posts changed. */
  readonly changed: () => void;
  /** How an import goes on. */
  readonly importChanged: (progress: ImportProgress) => void;
};

/** What the windows may ask of the process that works for the home. */
export function createWindowApi(
  home: Home,
  hosted: HostedWorker,
  { report, changed, importChanged }: Tell,
): WorkerApi {
  const { outbox } = home;
  const api = createCalls(home, hosted);
  const accounts = createAccountApi(home, hosted.publisher);

  /** Settings are no posts: nobody else tells of them. */
  const applied =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const result = await run(...args);
      hosted.worker.wake();
      await hosted.overview.fresh();
      await report();
      return result;
    };

  /** Nor of what is kept on this computer only. */
  const told =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const before = outbox.list().length;
      const result = await run(...args);
      if (before + outbox.list().length > 0) changed();
      return result;
    };

  return {
    ...api,
    ...createImportDesk(home, importChanged),
    ...createAttachApi(home),
    testAccount: applied(accounts.testAccount),
    removeAccount: applied(accounts.removeAccount),
    add: told(api.add),
    cancel: told(api.cancel),
    restore: told(api.restore),
    changeMany: told(api.changeMany),
    pause: applied(api.pause),
    setProcessor: applied(api.setProcessor),
    setPostingPlan: applied(api.setPostingPlan),
    setLate: applied(api.setLate),
    setSpendCap: applied(api.setSpendCap),
    requeuePoison: applied(api.requeuePoison),
    discardPoison: applied(api.discardPoison),
    restorePoison: applied(api.restorePoison),
  };
}

/** The calls as they are, without telling anybody of what they change. */
function createCalls(home: Home, hosted: HostedWorker) {
  const { store, storage, service, outbox, live } = home;
  const lists = createPostLists({
    posts: store.posts,
    unsynced: () => (storage.kind === 'local' ? [] : outbox.list()),
    isAway: () => live(undefined).storage.trouble !== undefined,
  });
  const remover = {
    ...store,
    clock: home.clock,
    random: home.random,
    by: 'window',
    publisher: hosted.publisher,
  };
  return createWorkerApi({
    ...store,
    clock: home.clock,
    lists,
    service,
    unpublish: (id) => unpublish(remover, id, new AbortController().signal),
    overview: hosted.overview.fresh,
    setCap: (usd) => setSpendCap(remover, usd),
    poison: createPoisonDesk(store),
    runNow: hosted.worker.wake,
    check: () => selfTest({ ...remover, freeBytes: () => freeBytes(home.path) }),
  });
}

/** Of the disk of a folder, for us; undefined where that cannot be asked. */
function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
