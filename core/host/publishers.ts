import type { Publisher } from '../ports/publisher.ts';

/** One publisher for all accounts: each account's calls go to the X that its keys belong to. */
export function createRoutedPublisher(route: (account: string) => Publisher | undefined): Publisher {
  const noKeys = (account: string) =>
    ({ kind: 'auth', detail: `There are no keys for @${account} on this machine` }) as const;
  return {
    hasKeys: (account) => route(account) !== undefined,
    publish: async (request, signal) =>
      (await route(request.account)?.publish(request, signal)) ?? noKeys(request.account),
    remove: async (account, tweetId, signal) =>
      (await route(account)?.remove(account, tweetId, signal)) ?? noKeys(account),
    timeline: async (account, since, signal) =>
      (await route(account)?.timeline(account, since, signal)) ?? {
        kind: 'unread',
        refusal: noKeys(account),
      },
    identify: async (account, signal) =>
      (await route(account)?.identify(account, signal)) ?? { kind: 'unknown', refusal: noKeys(account) },
    calibrate: async (account, signal) => route(account)?.calibrate(account, signal),
    serverNow: (account) => route(account)?.serverNow(account),
  };
}
