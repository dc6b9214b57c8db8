import type { Post, PostId } from '../domain/post.ts';
import { SECOND } from '../domain/time.ts';
import type { PostServiceDeps } from './change.ts';
import type { PostEdit } from './decisions.ts';
import { postsInSlot, settleSlot } from './free-slots.ts';
import type { NewPost } from './new-post.ts';
import type { SaveResult } from './save-result.ts';

type Save<T> = (settled: T) => Promise<SaveResult>;

/**
 * Sees to it that a post which is to go out in a slot has it for itself. Within this process one is saved after
 * the other. Of two processes that save in the same milliseconds each looks again when its post is stored, so at
 * least one sees both, and one of them moves on.
 */
export type SlotKeeper = {
  add(input: NewPost, save: Save<NewPost>): Promise<SaveResult>;
  edit(id: PostId, patch: PostEdit, save: Save<PostEdit>): Promise<SaveResult>;
};

/** So long the post with the smaller id waits for the other one to go. Both may have seen the clash, or only one. */
const OTHER_FIRST = SECOND;

/** @param change saves another time of a stored post */
export function createSlotKeeper(
  deps: PostServiceDeps,
  change: (id: PostId, patch: PostEdit) => Promise<SaveResult>,
): SlotKeeper {
  const { posts, clock } = deps;
  const inTurn = createTurns();

  /** The post as it was saved, or moved on because another process has put one into the same slot meanwhile. */
  async function alone(saved: SaveResult, zone: string): Promise<SaveResult> {
    if (saved.kind !== 'ok' || saved.post.status !== 'scheduled') return saved;
    const others = await neighbours(saved.post);
    if (others.length === 0) return saved;
    const { id, account, dueAt } = saved.post;
    if (others.every((other) => other.id > id)) {
      await clock.sleep(OTHER_FIRST, new AbortController().signal);
      if ((await neighbours(saved.post)).length === 0) return saved;
    }
    const wish = { account, at: dueAt ?? clock.now(), zone, now: clock.now(), except: id };
    const slot = await settleSlot(deps, wish);
    const moved = await change(id, { dueAt: slot.at });
    return moved.kind === 'ok' ? noted(moved, slot.note) : saved;
  }

  const neighbours = async ({ id, account, dueAt }: Post): Promise<readonly Post[]> =>
    dueAt === null ? [] : (await postsInSlot(posts, account, dueAt)).filter((other) => other.id !== id);

  return {
    add: async (input, save) => {
      const { dueAt: at, slotZone: zone, account } = input;
      if (at === null || zone === undefined) return save(input);
      return inTurn(account, async () => {
        // A post that was saved before stays where it is.
        if (await posts.get(input.id)) return save(input);
        const slot = await settleSlot(deps, { account, at, zone, now: clock.now() });
        return alone(noted(await save({ ...input, dueAt: slot.at }), slot.note), zone);
      });
    },
    edit: async (id, patch, save) => {
      const { dueAt: at, slotZone: zone } = patch;
      if (at === undefined || zone === undefined) return save(patch);
      const account = patch.account ?? (await posts.get(id))?.account;
      if (account === undefined) return save(patch);
      return inTurn(account, async () => {
        const slot = await settleSlot(deps, { account, at, zone, now: clock.now(), except: id });
        return alone(noted(await save({ ...patch, dueAt: slot.at }), slot.note), zone);
      });
    },
  };
}

const noted = (result: SaveResult, note: string | undefined): SaveResult =>
  result.kind === 'ok' && note !== undefined ? { ...result, note } : result;

/** One after the other for each account, so that two who ask at once get two slots. */
function createTurns(): <T>(account: string, run: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (account, run) => {
    const turn = (last.get(account) ?? Promise.resolve()).then(run);
    const settled = turn.catch(() => undefined);
    last.set(account, settled);
    void settled.then(() => last.get(account) === settled && last.delete(account));
    return turn;
  };
}
