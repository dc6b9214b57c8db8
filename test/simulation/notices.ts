import type { Post } from '../../core/domain/post.ts';
import { SECOND } from '../../core/domain/time.ts';
import type { ChangeListener } from '../../core/ports/post-store.ts';
import type { Faults } from './faults.ts';
import type { StoreKind } from './plan.ts';
import type { Process } from './process.ts';

/** Who is told of changes, and when. */
export type Notices = {
  listen(process: Process, listener: ChangeListener): () => void;
  /** `posts`: the rows that this process changed; empty for accounts and settings. */
  changed(by: Process, posts: readonly Post[]): void;
};

type Ear = { readonly process: Process; readonly listener: ChangeListener; isPending: boolean };

export function createNotices(
  kind: StoreKind,
  tellsOwn: boolean,
  faults: Faults,
  now: () => number,
): Notices {
  const ears = new Set<Ear>();

  /** The file that is touched rings at once, or the poll finds it; a shared store is asked up to once a minute. */
  function delay(): number {
    const isLate = faults.dice.chance(faults.weather().notices);
    if (kind === 'local') return isLate ? 10 * SECOND : faults.dice.between(1, 50);
    return faults.dice.between(SECOND, (isLate ? 120 : 60) * SECOND);
  }

  return {
    listen: (process, listener) => {
      const ear = { process, listener, isPending: false };
      ears.add(ear);
      return () => ears.delete(ear);
    },
    changed: (by, posts) => {
      for (const ear of ears) {
        if (!ear.process.isAlive()) ears.delete(ear);
        else if (ear.process === by) {
          queueMicrotask(
            () => by.isAlive() && ear.listener(tellsOwn && posts.length > 0 ? posts : undefined),
          );
        } else if (!ear.isPending) {
          ear.isPending = true;
          ear.process.later(now() + delay(), () => {
            ear.isPending = false;
            ear.listener();
          });
        }
      }
    },
  };
}
