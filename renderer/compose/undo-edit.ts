import { contentOf } from '../../core/domain/content.ts';
import type { RepeatRule } from '../../core/domain/repeat.ts';
import { isOpen } from '../../core/domain/series.ts';
import type { PostView } from '../../core/domain/view.ts';
import type { PostEditInput } from '../../core/rpc/contract.ts';
import { timeNow } from '../state/now.ts';
import type { useCommand } from '../state/services.tsx';
import type { Undoable, Undone } from '../state/undo.ts';
import { strings } from '../strings.ts';

/** The edit that makes a post what it was, and the one that makes it what it became. */
export type Edits = { readonly back: PostEditInput; readonly again: PostEditInput };

/** Undefined: the way back would do more than give back what was written, such as send what has failed. */
export function editsBetween(before: PostView, after: PostView, now: number): Edits | undefined {
  const wasToCome = before.dueAt !== null && Date.parse(before.dueAt) > now;
  const canGoBack = before.status === 'draft' || (before.status === 'scheduled' && wasToCome);
  if (!canGoBack || after.unsynced) return undefined;
  return { back: toward(before, after), again: toward(after, before) };
}

/** The edit as a step of the undo stack. A time that has passed meanwhile is refused: nothing leaves because of an undo. */
export function undoingEdit(
  command: ReturnType<typeof useCommand>,
  before: PostView,
  after: PostView,
): Pick<Undoable, 'undo' | 'redo'> | undefined {
  const edits = editsBetween(before, after, timeNow());
  if (!edits) return undefined;
  const step = (input: PostEditInput) => async (): Promise<Undone> => {
    const { dueAt = Number.POSITIVE_INFINITY, draft = false } = input;
    if (dueAt <= timeNow() && !draft) return { why: strings.undo.timePassed };
    const result = await command((worker) => worker.edit(before.id, input));
    return result.kind === 'ok' || { why: result.message };
  };
  return { undo: step(edits.back), redo: step(edits.again) };
}

/** Makes `from` what `to` is, if nobody has written something else meanwhile. */
function toward(to: PostView, from: PostView): PostEditInput {
  const rule = ruleOf(to);
  const isSameSeries = JSON.stringify(rule) === JSON.stringify(ruleOf(from));
  return {
    parts: to.parts.map(contentOf),
    expected: from.parts.map(contentOf),
    account: to.account,
    zone: to.zone,
    replyTo: to.replyTo ?? null,
    replySettings: to.replySettings ?? null,
    ...(to.dueAt !== null && { dueAt: Date.parse(to.dueAt) }),
    ...(to.status === 'draft' && { draft: true }),
    ...(!isSameSeries && { repeat: rule ?? null }),
  };
}

/** What its series still has to come, as that of a post that begins it. */
function ruleOf({ repeat }: PostView): RepeatRule | undefined {
  if (!repeat || !isOpen(repeat)) return undefined;
  const { rule, number } = repeat;
  return rule.times === undefined ? rule : { ...rule, times: rule.times - number + 1 };
}
