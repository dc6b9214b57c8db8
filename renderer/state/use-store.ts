import { useSyncExternalStore } from 'react';
import type { Store } from './store.ts';

/** The part of a snapshot that `select` picks. `select` must return the same value for the same snapshot. */
export function useStore<T, S>(store: Pick<Store<T>, 'get' | 'subscribe'>, select: (snapshot: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
