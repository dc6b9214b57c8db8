import { strings } from '../strings.ts';
import type { Toasts } from './toasts.ts';

/** True: done. False, or a sentence why not: it could not be done, and nothing was changed. */
export type Undone = boolean | { readonly why: string };

/** Something that was done and can be taken back. */
export type Undoable = {
  /** What was done, as a toast says it. */
  readonly message: string;
  readonly undo: () => Promise<Undone>;
  /** Does it once more after an undo. */
  readonly redo?: () => Promise<Undone>;
  /** ms for which the toast is shown, where the way back is open for just so long. */
  readonly shownFor?: number;
};

/** What can be taken back, the latest first, and what can be done once more. */
export type UndoStack = {
  /** It was done: a toast says so, with Undo, and it goes on the stack. */
  did(what: Undoable): void;
  /** It is being done: an undo or redo that is asked for meanwhile waits, so that it means this, not what was before. */
  during<R>(doing: Promise<R>): Promise<R>;
  /** Takes back the latest. Resolves when a toast says what became of it. */
  undo(): Promise<void>;
  /** Does once more what was taken back last. */
  redo(): Promise<void>;
  /** Other posts are shown from now on, those of another storage: forgets everything. */
  clear(): void;
};

const AT_MOST = 100;
const words = strings.undo;

export function createUndo(toasts: Pick<Toasts, 'show' | 'dismiss'>): UndoStack {
  let done: readonly Undoable[] = [];
  let undone: readonly Undoable[] = [];
  const underWay = new Set<Promise<unknown>>();
  const shown = new WeakMap<Undoable, number>();
  // One after the other: the second Mod+Z of a quick pair takes back what was done before the first.
  let last: Promise<void> = Promise.resolve();

  function inTurn(run: () => Promise<void>): Promise<void> {
    last = last.then(run);
    return last;
  }

  async function whatIsUnderWay(): Promise<void> {
    await Promise.allSettled(underWay);
  }

  function push(what: Undoable): void {
    done = [...done, what].slice(-AT_MOST);
    const { message, shownFor } = what;
    const undo = () => void inTurn(() => takeBack(what));
    shown.set(what, toasts.show({ tone: 'success', message, undo, ...(shownFor && { shownFor }) }));
  }

  async function takeBack(what: Undoable | undefined): Promise<void> {
    if (!what) return void toasts.show({ tone: 'success', message: words.nothing });
    if (!done.includes(what)) return;
    done = done.filter((one) => one !== what);
    toasts.dismiss(shown.get(what) ?? 0);
    const problem = problemOf(await settled(what.undo()), words.refused(what.message));
    if (problem !== undefined) return void toasts.show({ tone: 'danger', message: problem });
    if (what.redo) undone = [...undone, what];
    toasts.show({ tone: 'success', message: words.undone(what.message) });
  }

  async function doAgain(what: Undoable | undefined): Promise<void> {
    if (!what?.redo) return void toasts.show({ tone: 'success', message: words.nothingAgain });
    undone = undone.filter((one) => one !== what);
    const problem = problemOf(await settled(what.redo()), words.refusedAgain(what.message));
    if (problem !== undefined) return void toasts.show({ tone: 'danger', message: problem });
    push(what);
  }

  return {
    did: (what) => {
      undone = [];
      push(what);
    },
    during: (doing) => {
      underWay.add(doing);
      return doing.finally(() => underWay.delete(doing));
    },
    undo: () => inTurn(() => whatIsUnderWay().then(() => takeBack(done.at(-1)))),
    redo: () => inTurn(() => whatIsUnderWay().then(() => doAgain(undone.at(-1)))),
    clear: () => {
      done = [];
      undone = [];
    },
  };
}

const settled = (run: Promise<Undone>): Promise<Undone> => run.catch(() => false);

function problemOf(result: Undone, otherwise: string): string | undefined {
  if (result === true) return undefined;
  return result === false ? otherwise : result.why;
}
