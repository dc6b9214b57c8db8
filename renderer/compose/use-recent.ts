import { useEffect, useState } from 'react';
import type { Problem } from '../../core/domain/problem.ts';
import { type RecentText, recentProblems } from '../../core/domain/recent.ts';
import { formatInstant } from '../../core/domain/zone.ts';
import type { Composition } from '../state/composition.ts';
import { useServices } from '../state/services.tsx';

/** The store is asked when nobody has typed for so long, ms: a shared one is paid for each question. */
const QUIET = 700;

const NONE: readonly Problem[] = [];

type Found = { readonly texts: readonly string[]; readonly recent: readonly RecentText[] };

/** Whether X had these texts lately, or is going to: asked of the store, said as problems. */
export function useRecent({ id, parts }: Composition, account: string, zone: string): readonly Problem[] {
  const { session } = useServices();
  const [found, setFound] = useState<Found>();
  // As one value, so that the store is asked for texts and not for every new object around them.
  const key = JSON.stringify(parts.map((part) => part.text));

  useEffect(() => {
    const texts = JSON.parse(key) as readonly string[];
    if (account === '' || texts.every((text) => text.trim() === '')) return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const recent = await ask(() => session.worker().recent({ account, texts, except: id }));
      if (isWanted) setFound({ texts, recent });
    }, QUIET);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key, account, id, session]);

  // About what was written then: a word is kept as long as its part says the same.
  const still = found?.recent.filter(({ part }) => parts[part]?.text === found.texts[part]);
  if (!still || still.length === 0) return NONE;
  return recentProblems(still, (at) => formatInstant(at, zone, { zoneName: false }));
}

/** A worker that is away has no advice. */
const ask = (question: () => Promise<readonly RecentText[]>): Promise<readonly RecentText[]> =>
  Promise.resolve()
    .then(question)
    .catch(() => []);
