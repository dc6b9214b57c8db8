import type { Outcome, Refusal, Removal } from '../../domain/outcome.ts';
import { isSnowflake } from '../../domain/snowflake.ts';
import { measureText, STANDARD_LIMIT } from '../../domain/text.ts';
import type { Instant } from '../../domain/time.ts';
import { ANSWERS, type Meaning, UNFORESEEN, WIRE } from './answers.ts';
import { asRecord, asText, detailOf, firstError, toLine, wordsOf } from './detail.ts';
import type { Exchange } from './exchange.ts';
import { throttledUntil } from './throttle.ts';

export type Context = {
  readonly now: Instant;
  /** Milliseconds by which X's clock is ahead of ours. */
  readonly skew: number;
  /** Never to be seen in a detail. */
  readonly secrets: readonly string[];
  /** What was to be posted. */
  readonly text?: string;
};

type Answer = Extract<Exchange, { kind: 'answer' }>;

/**
 * What became of a POST that creates a post. Only a 2xx with an id is a success, only a 4xx is a refusal, and
 * only a request that never left was not sent; everything else is unknown, 5xx included: some are answered
 * after the post was made. The rules are in answers.ts.
 */
export function classifyPost(exchange: Exchange, context: Context): Outcome {
  const tweetId = exchange.kind === 'answer' ? createdId(exchange) : undefined;
  if (tweetId !== undefined) return { kind: 'published', tweetId };
  const meaning = meaningOf(exchange, context);
  if (exchange.kind === 'answer' && meaning.kind === 'duplicate')
    return { kind: 'duplicate', detail: detailOf(exchange.http, exchange.body, context.secrets) };
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
  const meaning = meaningOf(exchange, context);
  const detail =
    exchange.kind === 'answer'
      ? detailOf(exchange.http, exchange.body, context.secrets)
      : toLine(exchange.cause, context.secrets);
  if (exchange.kind === 'answer') return ofAnswer(exchange, meaning, detail, context);
  return meaning.kind === 'not-sent' ? { ...meaning, detail } : { kind: 'unknown', detail };
}

function ofAnswer(
  answer: Answer,
  meaning: Meaning,
  detail: string,
  { now, skew, secrets }: Context,
): Refusal {
  switch (meaning.kind) {
    case 'throttled':
      return { kind: 'throttled', until: throttledUntil(answer.headers, now, skew), detail };
    case 'rejected':
      return { ...meaning, http: answer.http, detail };
    // Only what creates a post can be one too many.
    case 'duplicate':
      return { kind: 'rejected', http: answer.http, detail };
    case 'unknown':
      return { kind: 'unknown', detail: toLine(oddity(answer.http, detail), secrets) };
    default:
      return { ...meaning, detail };
  }
}

/** By the first rule that fits. */
function meaningOf(exchange: Exchange, { text = '' }: Context): Meaning {
  if (exchange.kind !== 'answer') {
    const { kind, cause } = exchange;
    const fits = WIRE.find((rule) => rule.exchange === kind && (rule.words?.test(cause) ?? true));
    return fits?.meaning ?? UNFORESEEN;
  }
  const said = wordsOf(exchange.body);
  const rule = ANSWERS.find(
    ({ http: [from, to], words, longText: long }) =>
      exchange.http >= from &&
      exchange.http <= to &&
      (words?.test(said) ?? true) &&
      (!long || measureText(text).weightedLength > STANDARD_LIMIT),
  );
  return rule?.meaning ?? UNFORESEEN;
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
