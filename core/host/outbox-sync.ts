import { owesNext, type Post } from '../domain/post.ts';
import { SECOND } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { isOutage } from '../ports/store-error.ts';
import type { PostService } from '../service/post-service.ts';
import { refuseSealed, refuseSealedMeanwhile } from '../service/seal-guard.ts';
import { createNap } from '../supervisor/nap.ts';
import type { Outbox } from './outbox.ts';
import { storageDelay } from './shared-store.ts';

export type OutboxSyncDeps = {
  readonly outbox: Outbox;
  readonly posts: PostStore;
  readonly settings: Pick<SettingsStore, 'seal'>;
  readonly service: Pick<PostService, 'cancel' | 'restore'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Written into the history. */
  readonly by: string;
};

/** Brings the posts of the outbox to the shared storage. */
export type OutboxSync = {
  /** How many it took. @throws StoreError when it cannot be reached */
  once(): Promise<number>;
  /** Until the signal: whenever there is something and the storage takes it. */
  keepUp(signal: AbortSignal): Promise<void>;
  /** There may be something to do now. */
  wake(): void;
};

/** Another process of this home may put something in, ms. */
const LOOK_EVERY = 15 * SECOND;

export function createOutboxSync(deps: OutboxSyncDeps): OutboxSync {
  const { outbox, clock, log } = deps;
  const nap = createNap(clock);
  let running: Promise<number> | undefined;

  async function pass(): Promise<number> {
    let brought = 0;
    for (const { id } of outbox.list()) {
      await bring(deps, id);
      brought += 1;
    }
    return brought;
  }

  function once(): Promise<number> {
    running ??= pass().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function keepUp(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => nap.end(), { once: true });
    for (let failures = 0; !signal.aborted; ) {
      nap.begin();
      try {
        await once();
        failures = 0;
        await nap.sleep(LOOK_EVERY);
      } catch (error) {
        if (!isOutage(error)) log.error('a post of the outbox was not taken', { error: String(error) });
        await nap.sleep(storageDelay(failures));
        failures += 1;
      }
    }
  }

  return { once, keepUp, wake: nap.wake };
}

/** The file goes only when the storage has said that it has the post, as it is in the file. */
async function bring(deps: OutboxSyncDeps, id: string): Promise<void> {
  const { outbox, posts, settings, service, log, by } = deps;
  // Posts that are in force elsewhere take no more here: it waits until somebody has decided where it belongs.
  await refuseSealed(settings);
  for (let post = outbox.get(id); post; post = changedSince(outbox, post)) {
    const entry = {
      at: post.createdAt,
      event: 'added',
      part: 0,
      detail: 'written while the storage was away',
      by,
    } as const;
    const [result] = await posts.insert([post], entry);
    // It was there already: an earlier try arrived without an answer.
    if (result === 'exists' && post.status === 'cancelled')
      await service.cancel(id, { skip: owesNext(post) });
    // Or it arrived as cancelled. If not, there is nothing to restore, and that is well.
    if (result === 'exists' && outbox.isRestored(id)) await service.restore(id);
    log.info('a post of the outbox is in the shared storage', { post: id, result: result ?? '' });
  }
  await refuseSealedMeanwhile(settings);
  outbox.remove(id);
}

function changedSince(outbox: Outbox, brought: Post): Post | undefined {
  const now = outbox.get(brought.id);
  return now && now.status !== brought.status ? now : undefined;
}
