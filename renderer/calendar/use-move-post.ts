import type { Instant } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { momentName } from '../state/calendar-words.ts';
import { useCommand, useServices } from '../state/services.tsx';
import type { Undone } from '../state/undo.ts';
import { strings } from '../strings.ts';

/** Saves a post at another time: shown there at once, back where it was if that is refused (false), and undoable. */
export function useMovePost(): (post: PostView, at: Instant, zone: string) => Promise<boolean> {
  const { calendar, toasts, undo } = useServices();
  const command = useCommand();
  const move = async (post: PostView, at: Instant, zone: string): Promise<boolean> => {
    const before = Date.parse(post.dueAt ?? '');
    const keepsDraft = post.status === 'draft' && { draft: true };
    const change = async (dueAt: Instant): Promise<Undone> => {
      calendar.place(post.id, dueAt);
      const result = await command((worker) => worker.edit(post.id, { dueAt, ...keepsDraft }));
      calendar.settle(post.id, result.kind === 'ok' ? result.post : undefined);
      return result.kind === 'ok' || { why: result.message };
    };
    const done = await change(at);
    if (done !== true) {
      toasts.show({ tone: 'danger', message: done ? done.why : strings.calendar.gaveUp });
      return false;
    }
    const message = strings.calendar.moved(momentName(at, zone));
    undo.did({ message, undo: () => change(before), redo: () => change(at) });
    return true;
  };
  return (post, at, zone) => undo.during(move(post, at, zone));
}
