import { rememberBefore } from '../domain/before-cancel.ts';
import { endSeries } from '../domain/series.ts';
import { SECOND } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { inOutage } from '../ports/store-error.ts';
import { checkNewPost } from '../service/check-new-post.ts';
import { type NewPost, newPost } from '../service/new-post.ts';
import type { PostService } from '../service/post-service.ts';
import { decideRestore } from '../service/restore.ts';
import { refuse, type SaveResult } from '../service/save-result.ts';
import type { AccountReader } from './known-accounts.ts';
import type { Outbox } from './outbox.ts';

export type OutboxServiceDeps = {
  readonly service: PostService;
  readonly outbox: Outbox;
  readonly accounts: AccountReader;
  readonly clock: Clock;
  readonly random: Random;
  /** The storage is known to be out of reach: trying would only keep the person waiting. */
  readonly isAway: () => boolean;
  /** Something was put into the outbox. */
  readonly onKept: () => void;
};

export const SAVED_HERE = 'Saved here; it goes to the shared storage as soon as it can be reached.';
/** A person waits no longer than this for a storage that does not answer, ms. */
const PATIENCE = 5 * SECOND;
/** So long may all have waited for the storage before: a time that passed meanwhile is not the person's mistake, ms. */
const WAITED = 30 * SECOND;

/** The post service of a shared storage: what it cannot take now is kept on this computer and brought later. */
export function createOutboxService(deps: OutboxServiceDeps): PostService {
  const { service, outbox } = deps;
  const orWait =
    (run: (id: string) => Promise<SaveResult>) =>
    async (id: string): Promise<SaveResult> =>
      outbox.get(id) ? notYet() : run(id);
  const cancel: PostService['cancel'] = async (id, options) => {
    const post = outbox.get(id);
    if (!post) return service.cancel(id, options);
    // It may have arrived although no answer came, so the storage is told as well.
    const repeat = post.repeat && !options?.skip ? endSeries(post.repeat) : (post.repeat ?? null);
    const beforeCancel = rememberBefore(post, repeat !== post.repeat) ?? post.beforeCancel;
    return keep(deps, { ...post, repeat, beforeCancel, status: 'cancelled', updatedAt: deps.clock.now() });
  };
  const restore = (id: string): Promise<SaveResult> =>
    outbox.get(id) ? Promise.resolve(restoreHere(deps, id)) : service.restore(id);
  return {
    add: (input) => add(deps, input),
    cancel,
    restore,
    changeMany: async (changes) => {
      if (!changes.some(({ id }) => outbox.get(id))) return service.changeMany(changes);
      const results: SaveResult[] = [];
      for (const one of changes) {
        if (!outbox.get(one.id)) results.push(...(await service.changeMany([one])));
        else if (one.kind === 'cancel') results.push(await cancel(one.id));
        else results.push(one.kind === 'restore' ? await restore(one.id) : notYet());
      }
      return results;
    },
    edit: (id, edit) => orWait((known) => service.edit(known, edit))(id),
    retry: (id, options) => orWait((known) => service.retry(known, options))(id),
    postNow: (id, after) => orWait((known) => service.postNow(known, after))(id),
    rescheduleMissed: service.rescheduleMissed,
    openAccount: service.openAccount,
  };
}

const notYet = (): SaveResult =>
  refuse(
    'unsynced',
    'This post is saved on this computer only and can be changed when the shared storage has it. It can be cancelled now, and restored.',
  );

async function add(deps: OutboxServiceDeps, input: NewPost): Promise<SaveResult> {
  const { service, outbox, accounts, clock, random } = deps;
  const kept = outbox.get(input.id);
  if (kept) return { kind: 'ok', post: kept, note: SAVED_HERE, unsynced: true };
  if (!deps.isAway()) {
    const saved = await inTime(clock, service.add(input));
    if (saved) return saved;
  }
  const now = clock.now();
  const refused = await checkNewPost(input, { accounts, now: now - WAITED });
  return refused ?? keep(deps, newPost(input, now, random.uuid()));
}

/** What waits here is in nobody's hands: as it was, or missed if its time has passed. */
function restoreHere(deps: OutboxServiceDeps, id: string): SaveResult {
  const post = deps.outbox.get(id);
  if (!post) return notYet();
  const mover = { now: deps.clock.now(), nonce: post.nonce, by: '' };
  const decision = decideRestore(post, { state: 'open' }, mover);
  // It is still one that no storage has.
  return 'to' in decision ? keep(deps, { ...decision.to, version: post.version }, true) : decision;
}

function keep({ outbox, onKept }: OutboxServiceDeps, ...entry: Parameters<Outbox['keep']>): SaveResult {
  const [post] = entry;
  outbox.keep(...entry);
  onKept();
  return { kind: 'ok', post, note: SAVED_HERE, unsynced: true };
}

/** Undefined: the storage is away, or too slow to wait for. What still arrives is found by its id. */
async function inTime(clock: Clock, saving: Promise<SaveResult>): Promise<SaveResult | undefined> {
  const done = new AbortController();
  const answered = saving.catch(inOutage(() => undefined));
  try {
    return await Promise.race([answered, clock.sleep(PATIENCE, done.signal).then(() => undefined)]);
  } finally {
    done.abort();
    answered.catch(() => undefined);
  }
}
