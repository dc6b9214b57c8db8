import { checkApiBaseUrl, X_API_URL } from '../adapters/x/base-url.ts';
import { parseXKeys } from '../adapters/x/keys.ts';
import { Secret } from '../domain/secret.ts';
import { parseTimings, type Timings } from '../domain/timings.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';

/** What the PERCH_ variables ask for, as far as app and CLI share them. */
export type PerchEnvironment = {
  /** From PERCH_X_KEYS and PERCH_X_API_URL: beats the sandbox account. */
  readonly account: AccountKeys | undefined;
  /** Where the real X is, for keys that come from elsewhere. */
  readonly apiBaseUrl: string;
  readonly timings: Timings | undefined;
  /** What was asked for and cannot be had, each as one sentence; the value is left out. */
  readonly problems: readonly string[];
};

type Variables = Readonly<Record<string, string | undefined>>;

export function readEnvironment(env: Variables): PerchEnvironment {
  const url = readUrl(env['PERCH_X_API_URL']);
  const keys = readKeys(env['PERCH_X_KEYS']);
  const account =
    url.value && keys.value ? ({ kind: 'x', apiBaseUrl: url.value, keys: keys.value } as const) : undefined;
  const timings = readTimings(env['PERCH_TIMINGS'], account);
  return {
    account,
    apiBaseUrl: url.value ?? X_API_URL,
    timings: timings.value,
    problems: [url.problem, keys.problem, timings.problem].filter((problem) => problem !== undefined),
  };
}

type Read<T> = { readonly value?: T; readonly problem?: string };

function readUrl(url: string | undefined): Read<string> {
  const problem = url ? checkApiBaseUrl(url) : undefined;
  return problem === undefined
    ? { value: url || X_API_URL }
    : { problem: `PERCH_X_API_URL cannot be used: ${problem}.` };
}

function readKeys(json: string | undefined): Read<AccountKeys['keys']> {
  if (!json) return {};
  const parsed = parseXKeys(json);
  return parsed.kind === 'keys' ? { value: new Secret(parsed.keys) } : { problem: parsed.problem };
}

/** Shorter timings would weaken the proof that a post is not out, so only an X on this machine may have them. */
function readTimings(json: string | undefined, account: AccountKeys | undefined): Read<Timings> {
  if (!json) return {};
  // Plain http passes the check of the base URL only on loopback; the sandbox always is there.
  if (account && new URL(account.apiBaseUrl).protocol !== 'http:') {
    return { problem: 'PERCH_TIMINGS is only for an X on this machine (loopback) and is ignored.' };
  }
  const timings = parseTimings(json);
  return typeof timings === 'string'
    ? { problem: `PERCH_TIMINGS cannot be used: ${timings}` }
    : { value: timings };
}
