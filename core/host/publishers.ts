import type { Publisher } from '../ports/publisher.ts';

/** One publisher for all accounts: each account's calls go to the X that its keys belong to. */
export function createRoutedPublisher(
  route: (account: string) => Publisher | undefined,
  now: () => number,
): Publisher {
  const noKeys = (account: string) =>
    ({ kind: 'auth', detail: `There are no keys for @${account} on this machine` }) as const;
  return {
    publish: async (request, signal) =>
      (await route(request.account)?.publish(request, signal)) ?? noKeys(request.account),
    timeline: async (account, since, signal) =>
      (await route(account)?.timeline(account, since, signal)) ?? {
        kind: 'unread',
        refusal: noKeys(account),
      },
    identify: async (account, signal) =>
      (await route(account)?.identify(account, signal)) ?? { kind: 'unknown', refusal: noKeys(account) },
    // Without keys there is no X to ask; the send itself then says what is missing.
    calibrate: async (account, signal) => {
      const publisher = route(account);
      return publisher ? publisher.calibrate(account, signal) : now();
    },
    serverNow: (account) => route(account)?.serverNow(account),
  };
}
