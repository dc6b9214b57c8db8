import type { Outcome, Refusal, Removal } from '../../domain/outcome.ts';
import { isSnowflake } from '../../domain/snowflake.ts';
import type { Instant } from '../../domain/time.ts';
import { asRecord, asText, detailOf, firstError, saysDuplicate, toLine } from './detail.ts';
import type { Exchange } from './exchange.ts';
import { throttledUntil } from './throttle.ts';

export type Context = {
  readonly now: Instant;
  /** Milliseconds by which X's clock is ahead of ours. */
  readonly skew: number;
  /** Never to be seen in a detail. */
  readonly secrets: readonly string[];
};

type Answer = Extract<Exchange, { kind: 'answer' }>;
type RefusalKind = Refusal['kind'];

/** What a status is proof of, whatever the body says. A status that is not here goes by its class. */
const BY_STATUS: Readonly<Record<number, RefusalKind>> = {
  401: 'auth',
  402: 'credits',
  407: 'not-sent', // the proxy did not let it through
  408: 'unknown',
  420: 'throttled',
  429: 'throttled',
};

/**
 * What became of a POST that creates a post. Only a 2xx with an id is a success, only a 4xx is a refusal, and
 * only a request that never left was not sent; everything else is unknown, 5xx included: some are answered
 * after the post was made.
 */
export function classifyPost(exchange: Exchange, context: Context): Outcome {
  if (exchange.kind === 'answer') {
    const tweetId = createdId(exchange);
    if (tweetId !== undefined) return { kind: 'published', tweetId };
    if (exchange.http === 403 && saysDuplicate(exchange.body)) {
      return { kind: 'duplicate', detail: detailOf(403, exchange.body, context.secrets) };
    }
  }
  return classifyRefusal(exchange, context);
}

/**
 * What became of a DELETE of a post. X answers the same to one that is deleted already; of one that never was
 * it says "not found", in a 200 or a 404. A 404 that is not X's own JSON (a gateway's page) is no proof.
 */
export function classifyRemoval(exchange: Exchange, context: Context): Removal {
  return exchange.kind === 'answer' && isGone(exchange)
    ? { kind: 'removed' }
    : classifyRefusal(exchange, context);
}

function isGone({ http, body }: Answer): boolean {
  const fields = asRecord(body);
  if (!fields) return false;
  if (http === 404) return true;
  const saysMissing = asText(firstError(body)?.['type']).endsWith('/resource-not-found');
  return isSuccess(http) && (asRecord(fields['data'])?.['deleted'] === true || saysMissing);
}

/** What kept a request from doing what was asked. */
export function classifyRefusal(exchange: Exchange, context: Context): Refusal {
  switch (exchange.kind) {
    case 'unsent':
      return { kind: 'not-sent', detail: toLine(exchange.cause, context.secrets) };
    case 'broken':
      return { kind: 'unknown', detail: toLine(exchange.cause, context.secrets) };
    case 'answer':
      return classifyAnswer(exchange, context);
  }
}

function classifyAnswer(answer: Answer, { now, skew, secrets }: Context): Refusal {
  const detail = detailOf(answer.http, answer.body, secrets);
  const kind = BY_STATUS[answer.http] ?? (answer.http >= 400 && answer.http < 500 ? 'rejected' : 'unknown');
  switch (kind) {
    case 'throttled':
      return { kind, until: throttledUntil(answer.headers, now, skew), detail };
    case 'rejected':
      return { kind, http: answer.http, detail };
    case 'unknown':
      return { kind, detail: toLine(oddity(answer.http, detail), secrets) };
    default:
      return { kind, detail };
  }
}

function oddity(http: number, detail: string): string {
  if (detail === `HTTP ${http}`) return http < 400 ? `HTTP ${http} without a usable answer` : detail;
  return `HTTP ${http}, ${detail}`;
}

function createdId({ http, body }: Answer): string | undefined {
  const id = asText(asRecord(asRecord(body)?.['data'])?.['id']);
  return isSuccess(http) && isSnowflake(id) ? id : undefined;
}

/** 2xx. The library lets 3xx pass as well. */
export function isSuccess(http: number): boolean {
  return http >= 200 && http < 300;
}
