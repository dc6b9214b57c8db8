import type { Toasts } from './toasts.ts';

/** A change that can be taken back. Both resolve false when that was not possible any more. */
type Done = {
  readonly message: string;
  readonly undo: () => Promise<boolean>;
  readonly redo?: () => Promise<boolean>;
};

export type Undo = {
  /** Says what was done and offers the way back. */
  did(done: Done): void;
};

export function createUndo(toasts: Toasts): Undo {
  return {
    did: ({ message, undo }) => toasts.show({ tone: 'success', message, undo: () => void undo() }),
  };
}
