import type { AccountStore } from './account-store.ts';
import type { ContentStore } from './content-store.ts';
import type { JobQueue, PublishHint } from './job-queue.ts';
import type { PoisonStore } from './poison-store.ts';
import type { PostStore } from './post-store.ts';
import type { SettingsStore } from './settings-store.ts';
import type { WorkerDirectory } from './worker-directory.ts';

/** Everything Perch stores, wherever that is. Processes that open the same one share all of it. */
export type Store = {
  readonly posts: PostStore;
  readonly queue: JobQueue<PublishHint>;
  readonly poison: PoisonStore;
  readonly accounts: AccountStore;
  readonly settings: SettingsStore;
  readonly workers: WorkerDirectory;
  readonly content: ContentStore;
  /** Ends watching and lets go of what is open. What was acknowledged is kept. */
  close(): void;
};
