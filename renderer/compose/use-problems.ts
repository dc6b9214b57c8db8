import { useDeferredValue, useMemo } from 'react';
import { checkPost } from '../../core/domain/check.ts';
import type { Problem } from '../../core/domain/problem.ts';
import type { Composition } from '../state/composition.ts';
import { useRecent } from './use-recent.ts';

type For = { readonly account: string; readonly premium: boolean; readonly zone: string };

/** What is wrong with the text, a little later than the keys are pressed when the text is long. */
export function useProblems(composition: Composition, { account, premium, zone }: For): readonly Problem[] {
  const settled = useDeferredValue(composition.parts);
  const recent = useRecent(composition, account, zone);
  const { audience } = composition;
  const own = useMemo(() => checkPost(settled, { premium, ...audience }), [settled, premium, audience]);
  return useMemo(() => [...own, ...recent], [own, recent]);
}

/** Those of a part, of the post as a whole, or of whom it speaks to. */
export type ProblemsOf = (place: number | 'audience' | undefined) => readonly Problem[];

const AUDIENCE: readonly Problem['code'][] = ['reply-own-only', 'reply-settings'];
const placeOf = ({ code, part }: Problem) => (AUDIENCE.includes(code) ? 'audience' : part);

const NONE: readonly Problem[] = [];

/**
 * The problems part by part. That a text is empty is said only once a person asked to save it; that a picture has
 * no description, beside the picture.
 */
export function useShownProblems(problems: readonly Problem[], wasAsked: boolean): ProblemsOf {
  return useMemo(() => {
    const shown = problems.filter(({ code }) => code !== 'no-alt' && (wasAsked || code !== 'empty'));
    const groups = Map.groupBy(shown, placeOf);
    return (place) => groups.get(place) ?? NONE;
  }, [problems, wasAsked]);
}
