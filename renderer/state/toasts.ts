import type { Instant } from '../../core/domain/time.ts';
import { createStore, type Store } from './store.ts';

export type Toast = {
  readonly id: number;
  readonly tone: 'success' | 'danger';
  readonly message: string;
  readonly undo?: () => void;
  /** It counts down to this instant and is gone then; otherwise it is there long enough to be read. */
  readonly until?: Instant;
};

export type Toasts = Store<{ readonly toasts: readonly Toast[] }> & {
  show(toast: Omit<Toast, 'id'>): void;
  dismiss(id: number): void;
  /** Runs the latest undo that is still offered. */
  undoLatest(): void;
};

/** Long enough to read a sentence and reach for Undo. */
const SHOWN_FOR = 8_000;
const AT_MOST = 3;

export function createToasts(): Toasts {
  const store = createStore<{ readonly toasts: readonly Toast[] }>({ toasts: [] });
  let lastId = 0;

  function dismiss(id: number): void {
    store.set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
  }

  function show(toast: Omit<Toast, 'id'>): void {
    lastId += 1;
    const id = lastId;
    store.set(({ toasts }) => ({ toasts: [...toasts, { ...toast, id }].slice(-AT_MOST) }));
    setTimeout(dismiss, toast.until === undefined ? SHOWN_FOR : toast.until - Date.now(), id);
  }

  function undoLatest(): void {
    const latest = store.get().toasts.findLast((toast) => toast.undo);
    if (!latest) return;
    dismiss(latest.id);
    latest.undo?.();
  }

  return { ...store, show, dismiss, undoLatest };
}
