import type { IncomingHttpHeaders } from 'node:http';
import { isSnowflake } from '../../domain/snowflake.ts';
import { SECOND } from '../../domain/time.ts';
import type { Identity, IdentityDetails } from '../../ports/publisher.ts';
import { isSuccess } from './classify.ts';
import { asRecord, asText } from './detail.ts';
import type { Exchange } from './exchange.ts';
import { numberIn } from './throttle.ts';

export const IDENTITY_PATH = 'users/me';
export const IDENTITY_QUERY = { 'user.fields': 'subscription_type' } as const;

type Known = Extract<Identity, { kind: 'known' }> & { readonly details: IdentityDetails };

/** Who answers `users/me`, or undefined when it is no such answer. Every paid tier may write long posts. */
export function identityOf(exchange: Exchange): Known | undefined {
  if (exchange.kind !== 'answer' || !isSuccess(exchange.http)) return undefined;
  const data = asRecord(asRecord(exchange.body)?.['data']);
  const userId = asText(data?.['id']);
  const name = asText(data?.['username']);
  const tier = asText(data?.['subscription_type']) || 'None';
  const details = detailsOf(exchange.headers, asText(data?.['name']) || name);
  return isSnowflake(userId) && name !== ''
    ? { kind: 'known', userId, name, premium: tier !== 'None', details }
    : undefined;
}

function detailsOf(headers: IncomingHttpHeaders, displayName: string): IdentityDetails {
  const access = accessOf(headers['x-access-level']);
  const [of, left, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    numberIn(headers, `x-rate-limit-${name}`),
  ) as [number, number, number];
  const isTold = !Number.isNaN(of + left + reset);
  return {
    displayName,
    ...(access && { access }),
    ...(isTold && { window: { of, left, until: reset * SECOND } }),
  };
}

/** X tells what the app may do with every answer to what it signed. */
function accessOf(level: unknown): IdentityDetails['access'] {
  if (level === 'read') return 'read';
  return typeof level === 'string' && level.startsWith('read-write') ? 'read-write' : undefined;
}
