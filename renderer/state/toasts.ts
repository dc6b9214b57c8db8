import type { Instant } from '../../core/domain/time.ts';
import { createStore, type Store } from './store.ts';

export type Toast = {
  readonly id: number;
  readonly tone: 'success' | 'danger';
  readonly message: string;
  /** Given by the undo stack (`undo.ts`) only, which knows what came before and after. */
  readonly undo?: () => void;
  /** The way back is open until then: it counts down. */
  readonly until?: Instant;
};

export type Toasts = Store<{ readonly toasts: readonly Toast[] }> & {
  /** Its id. `shownFor`: ms, by default long enough to read a sentence and reach for Undo. */
  show(toast: Omit<Toast, 'id' | 'until'> & { readonly shownFor?: number }): number;
  dismiss(id: number): void;
};

const SHOWN_FOR = 8_000;
const AT_MOST = 3;

export function createToasts(): Toasts {
  const store = createStore<{ readonly toasts: readonly Toast[] }>({ toasts: [] });
  let lastId = 0;

  function dismiss(id: number): void {
    store.set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
  }

  function show({ shownFor, ...toast }: Parameters<Toasts['show']>[0]): number {
    lastId += 1;
    const id = lastId;
    const until = shownFor === undefined ? {} : { until: Date.now() + shownFor };
    store.set(({ toasts }) => ({ toasts: [...toasts, { ...toast, ...until, id }].slice(-AT_MOST) }));
    setTimeout(dismiss, shownFor ?? SHOWN_FOR, id);
    return id;
  }

  return { ...store, show, dismiss };
}
