import { owesNext, type Post, type PostId } from '../domain/post.ts';
import { type Mover, movePost } from '../domain/transition.ts';
import type { Move } from '../ports/post-store.ts';
import { change, type PostServiceDeps } from './change.ts';
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
  /** Takes a new time back. */
  | { readonly kind: 'putBack'; readonly id: PostId; readonly former: FormerTime };

/** What a change makes of the post as it is now. */
type Decide = (post: Post) => Decision | Promise<Decision>;

export function changeOne(deps: PostServiceDeps, one: PostChange): Promise<SaveResult> {
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
  const known = new Map(
    (await deps.posts.getMany(changes.map(({ id }) => id))).map((post) => [post.id, post]),
  );
  const results = new Map<number, SaveResult>();
  const moves = new Map<number, Move>();
  for (const [i, one] of changes.entries()) {
    const post = known.get(one.id);
    if (!post || owesNext(post)) continue;
    // A second change of the same post has to see the first.
    known.delete(one.id);
    const decision = await decider(deps, one)(post);
    if ('kind' in decision) results.set(i, decision);
    else moves.set(i, decision);
  }
  const moved = await deps.posts.moveMany([...moves.values()]);
  for (const [n, i] of [...moves.keys()].entries()) {
    const result = moved[n];
    if (result?.kind === 'moved') results.set(i, { kind: 'ok', post: result.post });
  }
  const all: SaveResult[] = [];
  for (const [i, one] of changes.entries()) all.push(results.get(i) ?? (await changeOne(deps, one)));
  return all;
}

function decider(deps: PostServiceDeps, one: PostChange): Decide {
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
