import { contentOf } from '../domain/content.ts';
import { freshPost } from '../domain/fresh-post.ts';
import { owesNext, type Post, type PostId } from '../domain/post.ts';
import type { Instant } from '../domain/time.ts';
import { type Mover, movePost } from '../domain/transition.ts';
import type { Move } from '../ports/post-store.ts';
import { change, noPost, type PostServiceDeps } from './change.ts';
import { checkNewPost } from './check-new-post.ts';
import { type Decision, decideCancel, decideEdit, type PostEdit } from './decisions.ts';
import { decidePutBack, decideRestore, type FormerTime } from './restore.ts';
import type { SaveResult } from './save-result.ts';
import { refuseSealed } from './seal-guard.ts';

/** One of the changes that a person can make of many posts together. */
export type PostChange =
  | { readonly kind: 'edit'; readonly id: PostId; readonly edit: PostEdit }
  | { readonly kind: 'cancel'; readonly id: PostId }
  | { readonly kind: 'restore'; readonly id: PostId }
  /** A draft without a time that says the same. */
  | { readonly kind: 'duplicate'; readonly id: PostId; readonly newId: PostId }
  /** Takes a new time back. */
  | { readonly kind: 'putBack'; readonly id: PostId; readonly former: FormerTime };

type Duplicate = Extract<PostChange, { readonly kind: 'duplicate' }>;
type Change = Exclude<PostChange, Duplicate>;

/** What a change makes of the post as it is now. */
type Decide = (post: Post) => Decision | Promise<Decision>;

export function changeOne(deps: PostServiceDeps, one: Change): Promise<SaveResult> {
  return change(deps, one.id, decider(deps, one));
}

/**
 * Each is decided and written for itself, but all are read at once and written with one durable commit. What
 * somebody else moved meanwhile, or is named twice, is decided anew, one after the other.
 */
export async function changeMany(
  deps: PostServiceDeps,
  changes: readonly PostChange[],
): Promise<readonly SaveResult[]> {
  await refuseSealed(deps.settings);
  const stored = await deps.posts.getMany([...new Set(changes.map(({ id }) => id))]);
  const known = new Map(stored.map((post) => [post.id, post]));
  const copies = await duplicateMany(deps, changes.filter(isDuplicate), known);
  const results = await moveTogether(deps, changes, known);
  const all: SaveResult[] = [];
  for (const one of changes) {
    const result = isDuplicate(one) ? copies.get(one.newId) : results.get(one);
    all.push(result ?? (isDuplicate(one) ? noPost(one.id) : await changeOne(deps, one)));
  }
  return all;
}

const isDuplicate = (one: PostChange): one is Duplicate => one.kind === 'duplicate';

/** What could be written at once; what is not in it is to be decided anew. */
async function moveTogether(
  deps: PostServiceDeps,
  changes: readonly PostChange[],
  known: ReadonlyMap<PostId, Post>,
): Promise<ReadonlyMap<PostChange, SaveResult>> {
  const results = new Map<PostChange, SaveResult>();
  const moves = new Map<Change, Move>();
  const seen = new Set<PostId>();
  for (const one of changes) {
    const post = known.get(one.id);
    // A second change of the same post has to see the first.
    if (isDuplicate(one) || !post || owesNext(post) || seen.has(one.id)) continue;
    seen.add(one.id);
    const decision = await decider(deps, one)(post);
    if ('kind' in decision) results.set(one, decision);
    else moves.set(one, decision);
  }
  const moved = await deps.posts.moveMany([...moves.values()]);
  for (const [i, one] of [...moves.keys()].entries()) {
    const result = moved[i];
    if (result?.kind === 'moved') results.set(one, { kind: 'ok', post: result.post });
  }
  return results;
}

async function duplicateMany(
  { posts, clock, random, by }: PostServiceDeps,
  changes: readonly Duplicate[],
  known: ReadonlyMap<PostId, Post>,
): Promise<ReadonlyMap<PostId, SaveResult>> {
  const now = clock.now();
  const copies = changes.flatMap(({ id, newId }) => {
    const post = known.get(id);
    return post ? [copyOf(post, newId, now, random.uuid())] : [];
  });
  if (copies.length > 0) await posts.insert(copies, { at: now, event: 'added', part: 0, detail: '', by });
  return new Map(copies.map((post) => [post.id, { kind: 'ok', post }]));
}

/** What a person made of it, without anything that happened to it. */
function copyOf(post: Post, id: PostId, now: Instant, nonce: string): Post {
  const { account, zone, lateWindow, replyTo, replySettings } = post;
  const parts = post.parts.map(contentOf);
  const series = { repeat: null, lateWindow, replyTo, replySettings };
  return freshPost({ id, account, status: 'draft', dueAt: null, zone, parts, ...series }, now, nonce);
}

function decider(deps: PostServiceDeps, one: Change): Decide {
  const mover = (): Mover => ({ now: deps.clock.now(), nonce: deps.random.uuid(), by: deps.by });
  switch (one.kind) {
    case 'edit':
      return (post) => decideChecked(deps, post, one.edit, mover());
    case 'cancel':
      return (post) => decideCancel(post, mover(), false);
    case 'putBack':
      return (post) => decidePutBack(post, one.former, mover());
    case 'restore':
      return async (post) => {
        const account = await deps.accounts.get(post.account);
        return decideRestore(post, account?.gate ?? { state: 'open' }, mover());
      };
  }
}

async function decideChecked(
  { accounts, clock }: PostServiceDeps,
  post: Post,
  patch: PostEdit,
  mover: Mover,
): Promise<Decision> {
  const decided = decideEdit(post, patch);
  if ('kind' in decided) return decided;
  const { event, changes } = decided;
  const edited = { ...post, ...changes };
  // What is edited and stays where it is may be as unfinished as it was; what is going to be sent may not.
  const draft = patch.draft === true || (event !== 'scheduled' && edited.status === 'draft');
  const input = { ...edited, draft, ...(patch.repeatRule && { repeatRule: patch.repeatRule }) };
  const refused = await checkNewPost(input, {
    accounts,
    now: clock.now(),
    sameTime: patch.dueAt === undefined,
  });
  return refused ?? movePost(post, event, mover, changes);
}
