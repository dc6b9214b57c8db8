import { RestError } from '@azure/data-tables';
import { MINUTE, SECOND } from '../../domain/time.ts';
import { StoreError, type StoreErrorCode } from '../../ports/store-error.ts';

/** No call takes longer, the SDK's own retries included: a hung server never answers by itself, ms. */
const CALL_LIMIT = 15 * SECOND;
/** Azure refuses a request whose clock is this far off, ms. */
const CLOCK_LIMIT = 15 * MINUTE;

/** The cause of an error about a table or queue that does not exist. */
export const PLACE_GONE = 'a table or queue does not exist';

export type CallOptions = { readonly abortSignal: AbortSignal };

/**
 * One call of the SDK under our own time limit. Every failure comes out as a `StoreError`, or as an `Error`
 * (a bug) that holds nothing of the request: the SDK's errors carry its headers and signed URL.
 */
export async function call<T>(fn: (options: CallOptions) => Promise<T>, limit = CALL_LIMIT): Promise<T> {
  try {
    return await fn({ abortSignal: AbortSignal.timeout(limit) });
  } catch (error) {
    throw toStoreError(error);
  }
}

/** The same, with undefined for the given answers of HTTP: refusals that the caller expects. */
export async function callUnless<T>(
  expected: readonly number[],
  fn: (options: CallOptions) => Promise<T>,
): Promise<T | undefined> {
  return call(async (options) => {
    try {
      return await fn(options);
    } catch (error) {
      // A table or queue that is gone is an outage, not a row that is not there.
      if (error instanceof RestError && expected.includes(error.statusCode ?? 0) && !isPlaceGone(error))
        return undefined;
      throw error;
    }
  });
}

/** Also for what was not made yet. */
export const isPlaceGone = (error: RestError): boolean =>
  /^(?:TableNotFound|QueueNotFound|ContainerNotFound|TableBeingDeleted|QueueBeingDeleted)$/.test(
    codeOf(error),
  );

/** Thrown by the SDK or by Node while talking: an outage as a `StoreError`; anything else as an `Error`. */
export function toStoreError(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  if (isAbort(error)) return new StoreError('unavailable', sentence('unavailable', 'no answer in time'));
  if (!(error instanceof RestError)) return error;
  const code = kindOf(error);
  // Never the error itself as the cause: it holds the request with its signature.
  const cause = isPlaceGone(error) ? PLACE_GONE : undefined;
  if (code) return new StoreError(code, clockSentence(error) ?? sentence(code, detailOf(error)), cause);
  return new Error(`Azure Storage did not take a request of Perch (${detailOf(error)}).`);
}

const SENTENCES: Readonly<Partial<Record<StoreErrorCode, (detail: string) => string>>> = {
  refused: (detail) =>
    `Azure Storage did not accept the key or signature (${detail}): copy the connection string anew, and if it is a signature, check what it allows and until when.`,
  busy: (detail) =>
    `Azure Storage is overloaded (${detail}), so the last change may not be saved: nothing is lost, Perch tries again.`,
  unavailable: (detail) =>
    `Azure Storage could not be reached (${detail}), so the last change may not be saved: check the network and that the storage account exists.`,
};

const sentence = (code: StoreErrorCode, detail: string): string => SENTENCES[code]?.(detail) ?? detail;

/** Undefined: a mistake of ours. */
function kindOf(error: RestError): StoreErrorCode | undefined {
  const { statusCode } = error;
  if (statusCode === undefined) return 'unavailable';
  if (statusCode === 401 || statusCode === 403) return 'refused';
  if (statusCode === 429 || statusCode === 503) return 'busy';
  if (statusCode >= 500 || statusCode === 408 || isPlaceGone(error)) return 'unavailable';
  return undefined;
}

/** Azure names a wrong clock only in prose, so the answer's own date is compared. */
function clockSentence(error: RestError): string | undefined {
  if (error.statusCode !== 403) return undefined;
  const server = Date.parse(error.response?.headers.get('date') ?? '');
  const off = Date.now() - server;
  if (!(Math.abs(off) > CLOCK_LIMIT)) return undefined;
  const minutes = Math.round(Math.abs(off) / MINUTE);
  return `This computer's clock is ${minutes} minutes ${off > 0 ? 'fast' : 'slow'}, so Azure Storage refuses it: set the clock.`;
}

/** Status and Azure's own code: free of URL, key and content. */
const detailOf = (error: RestError): string =>
  [error.statusCode, codeOf(error)].filter(Boolean).join(' ') || 'no answer';

function codeOf(error: RestError): string {
  const details: unknown = error.details;
  const odata = fieldOf(fieldOf(details, 'odataError'), 'code');
  const code = [odata, fieldOf(details, 'errorCode'), error.code].find((each) => typeof each === 'string');
  return typeof code === 'string' ? code : '';
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
