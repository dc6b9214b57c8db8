import { MAX_PARTS } from '../domain/post.ts';
import type { Post, PostId } from '../domain/post.ts';
import { DEFAULT_LATE_WINDOW } from '../domain/post.ts';
import type { Problem } from '../domain/problem.ts';
import { isInFlight } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { canMove, type Move, movePost, type PostChanges } from '../domain/transition.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { Random } from '../ports/random.ts';
import { checkNewPost } from './check-new-post.ts';

/** A post as a person composes it. The id is made by the composer, so that saving twice is harmless. */
export type NewPost = {
  readonly id: PostId;
  readonly account: string;
  readonly parts: readonly string[];
  /** Null only with `draft`. */
  readonly dueAt: Instant | null;
  readonly zone: string;
  readonly draft?: boolean;
  /** ms; default 60 minutes. */
  readonly lateWindow?: number;
};

/** What a person may change. Parts that are out cannot change; `parts` is the whole thread all the same. */
export type PostEdit = {
  readonly parts?: readonly string[];
  readonly dueAt?: Instant;
  readonly zone?: string;
  readonly account?: string;
  readonly lateWindow?: number;
};

export type RefusalCode = 'unknown-post' | 'unknown-account' | 'invalid' | 'past' | 'on-its-way' | 'wrong-status' | 'changed' | 'part-is-out';

/** A refusal is a value with one clear sentence: what was wrong and what to do. Nothing was changed. */
export type Refused = {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly message: string;
  readonly problems?: readonly Problem[];
};
export type Saved = { readonly kind: 'ok'; readonly post: Post; /** Said when it went through, but not as asked. */ readonly note?: string };
export type SaveResult = Saved | Refused;

export type PostService = {
  /** Saves a new post; the same id again returns the stored post unchanged. */
  add(input: NewPost): Promise<SaveResult>;
  edit(id: PostId, edit: PostEdit): Promise<SaveResult>;
  /** Cancels, or, when a part is on its way, stops the thread after that part. */
  cancel(id: PostId): Promise<SaveResult>;
  /**
   * Tries again: a failed or missed post is sent now, a post of unknown outcome is checked again (with
   * `force` it is sent again), a held one opens its account.
   */
  retry(id: PostId, options?: { readonly force?: boolean }): Promise<SaveResult>;
  /** Sends it at once, whatever its time was. */
  postNow(id: PostId): Promise<SaveResult>;
  /** Lets an account's held posts go on (after new keys or credit). */
  openAccount(name: string): Promise<void>;
};

export type PostServiceDeps = {
  readonly posts: PostStore;
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Written into the history: `cli` or `window`. */
  readonly by: string;
};

const TRIES = 5;

export const refuse = (code: RefusalCode, message: string, problems?: readonly Problem[]): Refused => ({
  kind: 'refused',
  code,
  message,
  ...(problems && { problems }),
});

/** The one service behind the window and the CLI. It never talks to X. */
export function createPostService(deps: PostServiceDeps): PostService {
  const { posts, accounts, clock, random, by } = deps;
  const mover = () => ({ now: clock.now(), nonce: random.uuid(), by });

  /** Re-reads and decides again when the worker moved the post in between. */
  async function change(id: PostId, decide: (post: Post) => Promise<Move | SaveResult> | Move | SaveResult): Promise<SaveResult> {
    for (let i = 0; i < TRIES; i++) {
      const post = await posts.get(id);
      if (!post) return refuse('unknown-post', `There is no post "${id}". \`perch list\` shows the ids.`);
      const decision = await decide(post);
      if ('kind' in decision) return decision;
      const result = await posts.move(decision);
      if (result.kind === 'moved') return { kind: 'ok', post: result.post };
    }
    return refuse('changed', 'The post kept changing while Perch tried to save. Look at it again and repeat.');
  }

  async function openAccount(name: string): Promise<void> {
    await accounts.setGate(name, { state: 'open' });
    let after: string | undefined;
    do {
      const page = await posts.list({ status: ['held'], account: name, limit: 500, ...(after !== undefined && { after }) });
      const held = page.posts.filter((post) => canMove(post, 'released'));
      await posts.moveMany(held.map((post) => movePost(post, 'released', mover(), { reason: null })));
      after = page.next;
    } while (after !== undefined);
  }

  const add = async (input: NewPost): Promise<SaveResult> => {
    const existing = await posts.get(input.id);
    if (existing) return { kind: 'ok', post: existing, note: 'This post was saved before; nothing was added.' };
    const refused = await checkNewPost(input, { accounts, now: clock.now() });
    if (refused) return refused;
    const post = newPost(input, clock.now(), random.uuid());
    const entry = { at: post.createdAt, event: 'added' as const, part: 0, detail: '', by };
    await posts.insert([post], entry);
    return { kind: 'ok', post };
  };

  const edit = (id: PostId, patch: PostEdit) =>
    change(id, async (post) => {
      if (!canMove(post, 'edited')) return cannot(post, 'edited');
      const changes = editChanges(post, patch);
      if ('kind' in changes) return changes;
      const edited = { ...post, ...changes };
      const refused = await checkNewPost(
        { ...edited, parts: edited.parts.map((p) => p.text), draft: post.status === 'draft' },
        { accounts, now: clock.now(), sameTime: patch.dueAt === undefined },
      );
      if (refused) return refused;
      const event = patch.dueAt !== undefined && post.status !== 'held' ? 'scheduled' : 'edited';
      const reset = event === 'scheduled' ? { reason: null, failures: 0, nextTryAt: null, stopRequested: false } : {};
      return movePost(post, event, mover(), { ...changes, ...reset });
    });

  const cancel = (id: PostId) =>
    change(id, (post) => {
      if (isInFlight(post.status)) {
        if (post.stopRequested) return { kind: 'ok', post, note: STOP_NOTE };
        return movePost(post, 'stopRequested', mover(), { stopRequested: true });
      }
      if (post.status === 'cancelled') return { kind: 'ok', post, note: 'It was cancelled before.' };
      if (!canMove(post, 'cancelled')) return cannot(post, 'cancelled');
      return movePost(post, 'cancelled', mover(), { reason: null, nextTryAt: null });
    });

  const sendNow = (post: Post, what: string): Move | SaveResult => {
    if (!canMove(post, 'scheduled')) return cannot(post, what);
    const now = clock.now();
    const dueAt = post.cursor === 0 ? now : (post.dueAt ?? now);
    return movePost(post, 'scheduled', mover(), { dueAt, nextTryAt: null, failures: 0, reason: null, stopRequested: false });
  };

  const retry = async (id: PostId, options: { readonly force?: boolean } = {}) => {
    const before = await posts.get(id);
    if (before?.status === 'held') await openAccount(before.account);
    return change(id, (post) => {
      if (post.status === 'scheduled' && before?.status === 'held') return { kind: 'ok', post };
      const doubtful = post.status === 'failed' && post.reason?.kind === 'undecided';
      if (doubtful && !options.force) {
        return movePost(post, 'rechecked', mover(), { attempt: post.attempt && { ...post.attempt, absentReads: 0 } });
      }
      if (post.status === 'draft') return cannot(post, 'tried again');
      return sendNow(doubtful ? { ...post, attempt: null } : post, 'tried again');
    });
  };

  const postNow = (id: PostId) => change(id, (post) => sendNow(post, 'sent now'));

  return { add, edit, cancel, retry, postNow, openAccount };
}

const STOP_NOTE = 'A part is on its way and cannot be called back; what follows it will not be sent.';

/** Why `post` cannot be `what`, as a person would say it. */
function cannot(post: Post, what: string): Refused {
  if (isInFlight(post.status)) {
    return refuse('on-its-way', `The post is already on its way and cannot be ${what} now. Wait until it is settled: \`perch show ${post.id}\`.`);
  }
  if (post.status === 'published') {
    return refuse('wrong-status', `The post is published and cannot be ${what}. To post it again, add it as a new post.`);
  }
  return refuse('wrong-status', `A ${post.status} post cannot be ${what}. Give it a time with \`perch edit ${post.id} --at WHEN\`.`);
}

/** The changes an edit makes, or why it cannot be made. */
function editChanges(post: Post, patch: PostEdit): PostChanges | Refused {
  const { parts: texts, ...rest } = patch;
  if (patch.account !== undefined && patch.account !== post.account && post.cursor > 0) {
    return refuse('part-is-out', 'A thread that has begun cannot change its account.');
  }
  if (!texts) return rest;
  if (texts.length < post.cursor || texts.length > MAX_PARTS) {
    return refuse('part-is-out', `Give the whole thread: the ${post.cursor} part(s) that are out, then the rest.`);
  }
  const changed = post.parts.findIndex((part, i) => i < post.cursor && part.text !== texts[i]);
  if (changed >= 0) return refuse('part-is-out', `Part ${changed + 1} is out and cannot be changed. Leave it as it is.`);
  const parts = texts.map((text, i) => (i < post.cursor ? { ...post.parts[i], text } : { text }));
  const sameText = parts[post.cursor]?.text === post.parts[post.cursor]?.text;
  return { ...rest, parts, ...(!sameText && { attempt: null }) };
}

/** The row of a new post. Shared with import, so that both make the same thing. */
export function newPost(input: NewPost, now: Instant, nonce: string): Post {
  return {
    id: input.id,
    account: input.account,
    status: input.draft ? 'draft' : 'scheduled',
    dueAt: input.dueAt,
    zone: input.zone,
    lateWindow: input.lateWindow ?? DEFAULT_LATE_WINDOW,
    parts: input.parts.map((text) => ({ text })),
    cursor: 0,
    attempt: null,
    attempts: 0,
    failures: 0,
    nextTryAt: null,
    stopRequested: false,
    reason: null,
    version: 1,
    nonce,
    createdAt: now,
    updatedAt: now,
  };
}
