import { owesNext, type Post, type PostId } from '../domain/post.ts';
import { continueSeries, nextEntry } from '../domain/series.ts';
import { movePost } from '../domain/transition.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { Random } from '../ports/random.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import { checkNewPost } from './check-new-post.ts';
import {
  type Decision,
  decideCancel,
  decideEdit,
  decidePostNow,
  decideRetry,
  type PostEdit,
} from './decisions.ts';
import { type NewPost, newPost } from './new-post.ts';
import { releaseHeld } from './release.ts';
import { type NewTimes, type Rescheduled, rescheduleMissed } from './reschedule.ts';
import { refuse, type SaveResult } from './save-result.ts';
import { refuseSealed, refuseSealedMeanwhile } from './seal-guard.ts';

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
  /** Sends it at once, whatever its time was; one that the monthly cap held, whatever that says. */
  postNow(id: PostId): Promise<SaveResult>;
  /** Gives all missed posts of an account new times, in their order. */
  rescheduleMissed(times: NewTimes): Promise<Rescheduled>;
  /** Lets an account's held posts go on (after new keys or credit). */
  openAccount(name: string): Promise<void>;
};

export type PostServiceDeps = {
  readonly posts: PostStore;
  readonly accounts: AccountStore;
  readonly settings: Pick<SettingsStore, 'seal' | 'late'>;
  readonly clock: Clock;
  readonly random: Random;
  /** Written into the history: `cli` or `window`. */
  readonly by: string;
};

const TRIES = 5;

/** The one service behind the window and the CLI. It never talks to X. */
export function createPostService(deps: PostServiceDeps): PostService {
  const mover = () => ({ now: deps.clock.now(), nonce: deps.random.uuid(), by: deps.by });

  return {
    add: (input) => addPost(deps, input),
    edit: (id, patch) =>
      change(deps, id, async (post) => {
        const edited = decideEdit(post, patch);
        if ('kind' in edited) return edited;
        const refused = await checkEdited(
          deps,
          { ...post, ...edited.changes },
          edited.event !== 'scheduled',
          patch,
        );
        return refused ?? movePost(post, edited.event, mover(), edited.changes);
      }),
    cancel: (id, { skip = false } = {}) => change(deps, id, (post) => decideCancel(post, mover(), skip)),
    retry: async (id, { force = false } = {}) => {
      const before = await deps.posts.get(id);
      if (before?.status === 'held' && before.reason?.kind !== 'spendCap') {
        await openAccount(deps, before.account);
        return change(deps, id, (post) => ({ kind: 'ok', post }));
      }
      return change(deps, id, (post) => decideRetry(post, mover(), force));
    },
    postNow: (id) => change(deps, id, (post) => decidePostNow(post, mover())),
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
  const { lateWindow } = await settings.late();
  const post = newPost({ lateWindow, ...input }, now, random.uuid());
  await posts.insert([post], { at: now, event: 'added', part: 0, detail: '', by });
  await refuseSealedMeanwhile(settings);
  return { kind: 'ok', post };
}

/** Re-reads and decides again when somebody else moved the post in between. */
export async function change(
  deps: Pick<PostServiceDeps, 'posts' | 'settings' | 'clock' | 'random' | 'by'>,
  id: PostId,
  decide: (post: Post) => Promise<Decision> | Decision,
): Promise<SaveResult> {
  const { posts, settings } = deps;
  await refuseSealed(settings);
  for (let i = 0; i < TRIES; i++) {
    const post = await posts.get(id);
    if (!post) return refuse('unknown-post', `There is no post "${id}". \`perch list\` shows the ids.`);
    if (owesNext(post)) {
      await makeNext(deps, post);
      continue;
    }
    const decision = await decide(post);
    if ('kind' in decision) return decision;
    const result = await posts.move(decision);
    if (result.kind === 'moved') return { kind: 'ok', post: result.post };
  }
  return refuse('changed', 'The post kept changing while Perch tried to save. Look at it again and repeat.');
}

/** Before a person changes a settled post: what follows in its series does not depend on that any more. */
async function makeNext(
  { posts, clock, random, by }: Pick<PostServiceDeps, 'posts' | 'clock' | 'random' | 'by'>,
  post: Post,
): Promise<void> {
  if (!post.repeat) return;
  const { next, move } = continueSeries(post, post.repeat, { now: clock.now(), nonce: random.uuid(), by });
  if (next) await posts.insert([next], nextEntry(move.entry));
  await posts.move(move);
}

/** What is edited and stays where it is may be as unfinished as it was; what is going to be sent may not. */
function checkEdited({ accounts, clock }: PostServiceDeps, edited: Post, stays: boolean, patch: PostEdit) {
  const draft = patch.draft === true || (stays && edited.status === 'draft');
  const parts = edited.parts.map((part) => part.text);
  const input = { ...edited, parts, draft, ...(patch.repeatRule && { repeatRule: patch.repeatRule }) };
  return checkNewPost(input, { accounts, now: clock.now(), sameTime: patch.dueAt === undefined });
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
