import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ApiPartialResponseError, ApiRequestError, ApiResponseError } from 'twitter-api-v2';

/** What went over the wire, as plain facts. */
export type Exchange =
  /** A whole answer; `body` is parsed JSON, or text, or undefined when empty. */
  | {
      readonly kind: 'answer';
      readonly http: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: unknown;
    }
  /** The request left, or part of it, and no usable answer came: X may have acted on it. */
  | { readonly kind: 'broken'; readonly cause: string }
  /** Proof that not a byte of the request left. */
  | { readonly kind: 'unsent'; readonly cause: string };

/** What the library gave back without an error; the status and headers are those of `response`. */
export function answered(body: unknown, response: IncomingMessage | undefined): Exchange {
  if (!response?.statusCode) return { kind: 'broken', cause: 'there was no answer' };
  return { kind: 'answer', http: response.statusCode, headers: response.headers, body };
}

/** What an error of the library says; `sent` is the wire's word on whether the request left. */
export function failed(error: unknown, sent: boolean): Exchange {
  if (error instanceof ApiResponseError) {
    // A refusal whose body was cut may have said "duplicate", so it is no refusal yet.
    if (!error.response.complete) return { kind: 'broken', cause: `HTTP ${error.code}, cut off` };
    return { kind: 'answer', http: error.code, headers: error.headers, body: error.data };
  }
  if (error instanceof ApiPartialResponseError) {
    const { statusCode, complete } = error.response;
    return { kind: 'broken', cause: `HTTP ${statusCode}, ${complete ? 'unreadable' : 'cut off'}` };
  }
  return { kind: sent ? 'broken' : 'unsent', cause: wordsOf(causeOf(error)) };
}

/** `requestError` reads a key that is never set (https://github.com/PLhery/node-twitter-api-v2/issues/358). */
function causeOf(error: unknown): unknown {
  if (!(error instanceof ApiRequestError)) return error;
  const { _options } = error as unknown as { readonly _options?: { readonly error?: unknown } };
  return _options?.error ?? error;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // An AggregateError (all addresses of a host failed) has no message of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0]);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined || error.message.includes(code) ? error.message : `${code}: ${error.message}`;
}
