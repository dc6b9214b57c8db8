import type { Refusal } from '../domain/outcome.ts';
import type { Publisher } from '../ports/publisher.ts';

/**
 * One publisher for all accounts: each account's calls go to the X that its keys belong to. When X does not
 * accept an account's keys, they are read again (`reread`): a person may have given new ones since.
 */
export function createRoutedPublisher(
  route: (account: string) => Publisher | undefined,
  reread: () => Promise<void>,
): Publisher {
  /** No word of X: an account is not held for what only this machine lacks, and may have in a moment. */
  const noKeys = (account: string) =>
    ({ kind: 'not-sent', detail: `There are no keys for @${account} on this machine` }) as const;

  /** A refusal of keys that are not in use any more says nothing about those that are. */
  async function judged<T extends { readonly kind: string }>(
    account: string,
    used: Publisher | undefined,
    refusal: T,
  ): Promise<T | Refusal> {
    if (refusal.kind !== 'auth') return refusal;
    await reread();
    return route(account) === used ? refusal : { kind: 'not-sent', detail: 'The account has new keys' };
  }

  return {
    hasKeys: (account) => route(account) !== undefined,
    prepare: async (account) => {
      // It may have been signed in by another process since.
      if (!route(account)) await reread();
      await route(account)?.prepare(account);
    },
    publish: async (request, signal) => {
      const used = route(request.account);
      const outcome = (await used?.publish(request, signal)) ?? noKeys(request.account);
      return judged(request.account, used, outcome);
    },
    upload: async (account, request, signal) => {
      const used = route(account);
      const answer = (await used?.upload(account, request, signal)) ?? noKeys(account);
      return answer.kind === 'auth' ? judged(account, used, answer) : answer;
    },
    remove: async (account, tweetId, signal) =>
      (await route(account)?.remove(account, tweetId, signal)) ?? noKeys(account),
    timeline: async (account, since, signal) => {
      const used = route(account);
      const reading = await used?.timeline(account, since, signal);
      if (reading?.kind === 'read') return reading;
      return { kind: 'unread', refusal: await judged(account, used, reading?.refusal ?? noKeys(account)) };
    },
    identify: async (account, signal) =>
      (await route(account)?.identify(account, signal)) ?? { kind: 'unknown', refusal: noKeys(account) },
    calibrate: async (account, signal) => route(account)?.calibrate(account, signal),
    signIn: (account) => route(account)?.signIn(account),
    serverNow: (account) => route(account)?.serverNow(account),
  };
}
