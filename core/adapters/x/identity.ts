import { isSnowflake } from '../../domain/snowflake.ts';
import type { Identity } from '../../ports/publisher.ts';
import { isSuccess } from './classify.ts';
import { asRecord, asText } from './detail.ts';
import type { Exchange } from './exchange.ts';

export const IDENTITY_PATH = 'users/me';
export const IDENTITY_QUERY = { 'user.fields': 'subscription_type' } as const;

/** Who answers `users/me`, or undefined when it is no such answer. Every paid tier may write long posts. */
export function identityOf(exchange: Exchange): Extract<Identity, { kind: 'known' }> | undefined {
  if (exchange.kind !== 'answer' || !isSuccess(exchange.http)) return undefined;
  const data = asRecord(asRecord(exchange.body)?.['data']);
  const userId = asText(data?.['id']);
  const name = asText(data?.['username']);
  const tier = asText(data?.['subscription_type']) || 'None';
  return isSnowflake(userId) && name !== ''
    ? { kind: 'known', userId, name, premium: tier !== 'None' }
    : undefined;
}

/** The name that people read, of an answer that `identityOf` took. */
export function displayNameOf(exchange: Exchange): string {
  const body = exchange.kind === 'answer' ? asRecord(exchange.body) : undefined;
  return asText(asRecord(body?.['data'])?.['name']);
}
