import { useEffect, useState } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import { FILTER_STATUSES, type QueueQuery } from './day-groups.ts';
import { useServices } from './services.tsx';
import { useStore } from './use-store.ts';

/** More than a person reads; who wants others types another word. */
const MOST = 200;
const NOTHING: readonly PostView[] = [];

/** What the store finds for the words, where not all posts are held here. Empty while it looks. */
export function useFound({ filter, text, account }: QueueQuery): readonly PostView[] {
  const { posts, session } = useServices();
  const isAsked = !useStore(posts, (s) => s.isWhole) && text.trim() !== '';
  const [found, setFound] = useState(NOTHING);
  useEffect(() => {
    if (!isAsked) return setFound(NOTHING);
    let isWanted = true;
    const status = FILTER_STATUSES[filter];
    const query = {
      text,
      limit: MOST,
      ...(account !== null && { account }),
      ...(status !== 'every' && { status }),
    };
    // Without an answer what is held here is shown, as always.
    Promise.resolve()
      .then(() => session.worker().search(query))
      .then(
        (list) => isWanted && setFound(list.posts),
        () => undefined,
      );
    return () => {
      isWanted = false;
    };
  }, [isAsked, filter, text, account, session]);
  return found;
}
