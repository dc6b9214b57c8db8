import type { PostId } from '../domain/post.ts';
import { change, type PostServiceDeps } from './change.ts';
import { changeMany, changeOne, type PostChange } from './change-many.ts';
import { checkNewPost } from './check-new-post.ts';
import { decideCancel, decidePostNow, decideRetry, type PostEdit } from './decisions.ts';
import { type NewPost, newPost } from './new-post.ts';
import { lateWindowOf } from './posting-plan.ts';
import { releaseHeld } from './release.ts';
import { type NewTimes, type Rescheduled, rescheduleMissed } from './reschedule.ts';
import type { SaveResult } from './save-result.ts';
import { refuseSealed, refuseSealedMeanwhile } from './seal-guard.ts';
import { createSlotKeeper } from './slot-keeper.ts';

export type PostService = {
  /** Saves a new post; the same id again returns the stored post unchanged. */
  add(input: NewPost): Promise<SaveResult>;
  edit(id: PostId, edit: PostEdit): Promise<SaveResult>;
  /**
   * Cancels, or, when a part is on its way, stops the thread after that part. A series ends with it, unless
   * only this one is to be skipped or the next one is there already.
   */
  cancel(id: PostId, options?: { readonly skip?: boolean }): Promise<SaveResult>;
  /**
   * Tries again: a failed or missed post is sent now, a post of unknown outcome is checked again (with
   * `force` it is sent again), a held one opens its account or asks the monthly cap again.
   */
  retry(id: PostId, options?: { readonly force?: boolean }): Promise<SaveResult>;
  /** Makes a cancelled post what it was; what was to go out and is late now is missed, never sent at once. */
  restore(id: PostId): Promise<SaveResult>;
  /** Sends it at once, or after so many ms, whatever its time was; one that the monthly cap held, whatever that says. */
  postNow(id: PostId, after?: number): Promise<SaveResult>;
  /** Each change for itself; the answers in their order. A refusal of one leaves the others. */
  changeMany(changes: readonly PostChange[]): Promise<readonly SaveResult[]>;
  /** Gives all missed posts of an account new times, in their order. */
  rescheduleMissed(times: NewTimes): Promise<Rescheduled>;
  /** Lets an account's held posts go on (after new keys or credit). */
  openAccount(name: string): Promise<void>;
};

/** The one service behind the window and the CLI. It never talks to X. */
export function createPostService(deps: PostServiceDeps): PostService {
  const mover = () => ({ now: deps.clock.now(), nonce: deps.random.uuid(), by: deps.by });

  const edit = (id: PostId, patch: PostEdit) => changeOne(deps, { kind: 'edit', id, edit: patch });
  const slots = createSlotKeeper(deps, edit);

  return {
    add: (input) => slots.add(input, (settled) => addPost(deps, settled)),
    edit: (id, patch) => slots.edit(id, patch, (settled) => edit(id, settled)),
    cancel: (id, { skip = false } = {}) => change(deps, id, (post) => decideCancel(post, mover(), skip)),
    retry: async (id, { force = false } = {}) => {
      const before = await deps.posts.get(id);
      if (before?.status === 'held' && before.reason?.kind !== 'spendCap') {
        await openAccount(deps, before.account);
        return change(deps, id, (post) => ({ kind: 'ok', post }));
      }
      return change(deps, id, (post) => decideRetry(post, mover(), force));
    },
    restore: (id) => changeOne(deps, { kind: 'restore', id }),
    postNow: (id, after = 0) => change(deps, id, (post) => decidePostNow(post, mover(), after)),
    changeMany: (changes) => changeMany(deps, changes),
    rescheduleMissed: async (times) => {
      await refuseSealed(deps.settings);
      return rescheduleMissed(deps.posts, times, mover);
    },
    openAccount: (name) => openAccount(deps, name),
  };
}

async function addPost(
  { posts, accounts, settings, clock, random, by }: PostServiceDeps,
  input: NewPost,
): Promise<SaveResult> {
  await refuseSealed(settings);
  const existing = await posts.get(input.id);
  if (existing) return { kind: 'ok', post: existing, note: 'This post was saved before; nothing was added.' };
  const now = clock.now();
  const refused = await checkNewPost(input, { accounts, now });
  if (refused) return refused;
  const lateWindow = await lateWindowOf(settings, input.account);
  const post = newPost({ lateWindow, ...input }, now, random.uuid());
  await posts.insert([post], { at: now, event: 'added', part: 0, detail: '', by });
  await refuseSealedMeanwhile(settings);
  return { kind: 'ok', post };
}

async function openAccount(
  { posts, accounts, settings, clock, random, by }: PostServiceDeps,
  name: string,
): Promise<void> {
  // Asked for by every worker that starts with keys; its posts are nobody's business here.
  if (await settings.seal()) return;
  await accounts.setGate(name, { state: 'open' });
  await releaseHeld(posts, () => ({ now: clock.now(), nonce: random.uuid(), by }), { account: name });
}
