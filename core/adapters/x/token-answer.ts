import { SECOND } from '../../domain/time.ts';
import { isSuccess } from './classify.ts';
import { asRecord, asText } from './detail.ts';
import type { Exchange } from './exchange.ts';

/** What became of giving a refresh token for a new pair. */
export type TokenAnswer =
  /** `life`: ms from now until the access token ends, if X said it. Without a new refresh token the old one stays. */
  | {
      readonly kind: 'pair';
      readonly accessToken: string;
      readonly refreshToken: string | undefined;
      readonly life: number | undefined;
    }
  /** X will not take this refresh token, now or later: only a new sign-in helps. */
  | { readonly kind: 'refused' }
  /** No pair and no refusal: X may or may not have used the token up. */
  | { readonly kind: 'unclear'; readonly cause: string };

/** Refusals that are no word on the token (RFC 6749, section 5.2, and 4.1.2.1). */
const PASSING = ['temporarily_unavailable', 'server_error', 'slow_down'];

/** Reads X's answer; nothing of its text is passed on, as it may repeat a token. */
export function readTokenAnswer(exchange: Exchange): TokenAnswer {
  if (exchange.kind !== 'answer') return { kind: 'unclear', cause: exchange.cause };
  const { http } = exchange;
  const body = asRecord(exchange.body);
  const accessToken = asText(body?.['access_token']);
  if (isSuccess(http) && accessToken !== '') {
    const refreshToken = asText(body?.['refresh_token']) || undefined;
    const seconds = Number(body?.['expires_in']);
    return { kind: 'pair', accessToken, refreshToken, life: seconds > 0 ? seconds * SECOND : undefined };
  }
  // Without X's own error it was somebody on the way who said no.
  const error = asText(body?.['error']);
  const isFinal = [400, 401, 403].includes(http) && error !== '' && !PASSING.includes(error);
  return isFinal ? { kind: 'refused' } : { kind: 'unclear', cause: `HTTP ${http}` };
}
