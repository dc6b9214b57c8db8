import type { Clock } from '../../ports/clock.ts';
import type { XClient } from './client.ts';
import type { Exchange } from './exchange.ts';
import { isOAuth2, type OAuth2Keys } from './keys.ts';
import type { Renewal, Tokens } from './tokens.ts';

const REFUSED =
  'X does not accept this sign-in any more: it was taken back, or the answer to its last renewal was lost. ' +
  'Sign the account in again';

/** A client that has OAuth 2 tokens renewed when X does not take them. Other keys pass through. */
export function createRenewingClient(
  client: XClient,
  tokens: Tokens,
  clock: Pick<Clock, 'monotonic'>,
): Pick<XClient, 'exchange'> {
  return {
    exchange: async (call, signal) => {
      const { keys } = call;
      if (!keys || !isOAuth2(keys)) return client.exchange(call, signal);
      const begun = clock.monotonic();
      const left = (): number => call.deadline - (clock.monotonic() - begun);
      const send = (current: OAuth2Keys): Promise<Exchange> =>
        client.exchange({ ...call, keys: current, deadline: left() }, signal);
      const first = await tokens.current(keys);
      if (first.kind !== 'keys') return withoutTokens(first);
      const answer = await send(first.keys);
      // A 401 is proof that nothing was done, so that the same may be sent once more, if it still may leave.
      if (answer.kind !== 'answer' || answer.http !== 401) return answer;
      const second = await tokens.renew(keys, first.keys.accessToken);
      return second.kind === 'keys' ? send(second.keys) : withoutTokens(second);
    },
  };
}

/** Nothing left, or what left was answered 401: as if X had said so in plain words. */
function withoutTokens(renewal: Exclude<Renewal, { kind: 'keys' }>): Exchange {
  if (renewal.kind === 'failed')
    return { kind: 'unsent', cause: `the sign-in could not be renewed: ${renewal.cause}` };
  return { kind: 'answer', http: 401, headers: {}, body: { detail: REFUSED } };
}
