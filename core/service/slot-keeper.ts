import type { PostId } from '../domain/post.ts';
import type { PostServiceDeps } from './change.ts';
import type { PostEdit } from './decisions.ts';
import { settleSlot } from './free-slots.ts';
import type { NewPost } from './new-post.ts';
import type { SaveResult } from './save-result.ts';

type Save<T> = (settled: T) => Promise<SaveResult>;

/**
 * Sees to it that a post which is to go out in a slot has it for itself. Within this process that is certain;
 * of two processes that save in the same milliseconds both may take the same slot, which harms nobody.
 */
export type SlotKeeper = {
  add(input: NewPost, save: Save<NewPost>): Promise<SaveResult>;
  edit(id: PostId, patch: PostEdit, save: Save<PostEdit>): Promise<SaveResult>;
};

export function createSlotKeeper(deps: PostServiceDeps): SlotKeeper {
  const { posts, clock } = deps;
  const inTurn = createTurns();

  return {
    add: async (input, save) => {
      const { dueAt: at, slotZone: zone, account } = input;
      if (at === null || zone === undefined) return save(input);
      return inTurn(account, async () => {
        // A post that was saved before stays where it is.
        if (await posts.get(input.id)) return save(input);
        const slot = await settleSlot(deps, { account, at, zone, now: clock.now() });
        return noted(await save({ ...input, dueAt: slot.at }), slot.note);
      });
    },
    edit: async (id, patch, save) => {
      const { dueAt: at, slotZone: zone } = patch;
      if (at === undefined || zone === undefined) return save(patch);
      const account = patch.account ?? (await posts.get(id))?.account;
      if (account === undefined) return save(patch);
      return inTurn(account, async () => {
        const slot = await settleSlot(deps, { account, at, zone, now: clock.now(), except: id });
        return noted(await save({ ...patch, dueAt: slot.at }), slot.note);
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
