import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createFolderContent } from '../../core/adapters/content/folder.ts';
import { openLocalStore } from '../../core/adapters/sqlite/open.ts';
import { openUploadFile } from '../../core/adapters/system/upload-file.ts';
import type { Account } from '../../core/domain/account.ts';
import type { Post } from '../../core/domain/post.ts';
import { TIMINGS } from '../../core/domain/timings.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Publisher } from '../../core/ports/publisher.ts';
import type { PostsApi } from '../../core/rpc/contract.ts';
import type { MediaUpkeep } from '../../core/service/media-upkeep.ts';
import { createPoisonDesk } from '../../core/service/poison.ts';
import { createPostLists } from '../../core/service/post-lists.ts';
import { createPostService } from '../../core/service/post-service.ts';
import { selfTest } from '../../core/service/self-test.ts';
import { setSpendCap } from '../../core/service/spend-cap.ts';
import { unpublish as unpublishPost } from '../../core/service/unpublish.ts';
import { createWorkerApi } from '../../core/service/worker-api.ts';
import { startWorker, type Worker } from '../../core/worker.ts';
import { createFakeClock } from './clock.ts';
import { createFakeRandom } from './random.ts';
import { createFakeX } from './x.ts';

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perch-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const ALICE: Account = {
  name: 'alice',
  userId: '1',
  kind: 'x',
  premium: false,
  keysFingerprint: 'f',
  gate: { state: 'open' },
  addedAt: 0,
};

type Rig = Awaited<ReturnType<typeof createRig>>;

/** What a window may ask of the rig, except for the overview. */
export function createRigApi({ store, clock, publisher, service, unpublish, setCap }: Rig): PostsApi {
  const { posts, settings } = store;
  const lists = createPostLists({ posts, unsynced: () => [], isAway: () => false });
  const desk = {
    poison: createPoisonDesk(store),
    runNow: () => undefined,
    check: () => selfTest({ ...store, clock, publisher, freeBytes: () => undefined }),
  };
  const overview = () => Promise.reject(new Error('There is no overview here.'));
  return createWorkerApi({ posts, clock, lists, settings, service, unpublish, overview, setCap, ...desk });
}

type StartOptions = { readonly exclusive?: boolean; readonly upkeep?: MediaUpkeep };

/**
 * The real core on a real SQLite file, with a clock that moves only when told to and a fake X.
 * @param connect gives another publisher instead of the fake one
 */
export async function createRig(connect?: (clock: Clock) => Promise<Publisher>) {
  const clock = createFakeClock();
  const random = createFakeRandom();
  const x = createFakeX(clock);
  const publisher = (await connect?.(clock)) ?? x;
  const home = tempFolder();
  const store = openLocalStore({ home, clock, random });
  const content = createFolderContent(join(home, 'media'));
  const uploadMemory = openUploadFile(home, clock);
  onTestFinished(() => store.close());
  await store.accounts.put(ALICE);
  const service = createPostService({ ...store, clock, random, by: 'test' });
  const remover = { ...store, clock, random, by: 'test', publisher };
  const published: string[] = [];
  const workers: Worker[] = [];
  onTestFinished(async () => {
    for (const worker of workers) {
      const stopped = worker.stop(0);
      await clock.advance(100);
      await stopped;
    }
  });

  /** `exclusive: false`: one of several workers of the store. */
  async function start({ exclusive = true, ...more }: StartOptions = {}): Promise<Worker> {
    const worker = await startWorker(
      { ...store, content, clock, random, log: quiet, publisher, uploadMemory, ...more },
      {
        timings: TIMINGS,
        exclusive,
        identity: { host: 'test', place: 'p', pid: 1, kind: 'cli', version: '0' },
        onPublished: (post) => published.push(post.id),
      },
    );
    workers.push(worker);
    await clock.advance(0);
    return worker;
  }

  async function add(...posts: readonly Post[]): Promise<void> {
    await store.posts.insert(posts, { at: clock.now(), event: 'added', part: 0, detail: '', by: 'test' });
  }

  async function get(id: string): Promise<Post> {
    const post = await store.posts.get(id);
    if (!post) throw new Error(`no post ${id}`);
    return post;
  }

  const unpublish = (id: string) => unpublishPost(remover, id, new AbortController().signal);

  const setCap = (usd: number | null) => setSpendCap(remover, usd);

  return {
    home,
    clock,
    random,
    x,
    publisher,
    store,
    content,
    service,
    unpublish,
    setCap,
    start,
    add,
    get,
    published,
  };
}
