import type { PostingPlan } from '../../core/domain/slots.ts';
import { useServices } from '../state/services.tsx';
import { plainWords } from '../strings.ts';

/** Plans the account, or leaves it to the default. Resolves with why it was not taken, which was told already. */
export type SetPlan = (plan: PostingPlan | null) => Promise<string | undefined>;

export function useSetPlan(account: string): SetPlan {
  const { session, toasts } = useServices();
  return async (plan) => {
    const message = await session
      .worker()
      .setPostingPlan(account, plan)
      .then((result) => (result.kind === 'ok' ? undefined : plainWords(result.message)))
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (message !== undefined) toasts.show({ tone: 'danger', message });
    return message;
  };
}
