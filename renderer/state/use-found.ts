import { useEffect, useState } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import { FILTER_STATUSES, type QueueQuery } from './day-groups.ts';
import { useServices } from './services.tsx';
import { useStore } from './use-store.ts';

/** More than a person reads; who wants others types another word. */
const MOST = 200;
/** Each looks at a bounded number of posts, so few of many may take several. */
const MOST_PAGES = 5;
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
    const read = async (): Promise<void> => {
      const all: PostView[] = [];
      let after: string | undefined;
      for (let pages = 0; pages < MOST_PAGES && all.length < MOST; pages++) {
        const page = await session.worker().search({ ...query, ...(after !== undefined && { after }) });
        if (!isWanted) return;
        all.push(...page.posts);
        setFound([...all]);
        after = page.next;
        if (after === undefined) return;
      }
    };
    // Without an answer what is held here is shown, as always.
    read().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [isAsked, filter, text, account, session]);
  return found;
}
