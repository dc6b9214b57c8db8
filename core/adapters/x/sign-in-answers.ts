import type { SignInCode } from '../../domain/sign-in-problem.ts';
import type { Answered } from '../../ports/authorizer.ts';
import { classifyRefusal } from './classify.ts';
import { asRecord, asText, toLine, wordsOf } from './detail.ts';
import type { Exchange } from './exchange.ts';

/** What was asked, as far as the same 401 means different things. */
type Asked = 'token' | Extract<SignInCode, 'app-keys' | 'bad-pin' | 'refused'>;

type Answer = Extract<Exchange, { kind: 'answer' }>;
type Problem = Extract<Answered<never>, { kind: 'problem' }>;

/** Words of X's token endpoint: https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code */
const TOKEN_WORDS: readonly (readonly [RegExp, SignInCode])[] = [
  [/authorization code/i, 'code-expired'],
  [/redirect.?uri/i, 'bad-callback'],
  [/unauthorized_client|invalid_client|authorization header|client.?id/i, 'bad-client'],
];

/** What X, or whoever answered or did not, means for the sign-in. Nothing of `secrets` is in it. */
export function problemOf(exchange: Exchange, asked: Asked, secrets: readonly string[]): Problem {
  const { code, detail } = meaningOf(exchange, asked, secrets);
  const line = toLine(detail, secrets.filter(Boolean));
  return { kind: 'problem', problem: { code, ...(line !== '' && { detail: line }) } };
}

type Meaning = { readonly code: SignInCode; readonly detail: string };

function meaningOf(given: Exchange, asked: Asked, secrets: readonly string[]): Meaning {
  const exchange = given.kind === 'answer' ? { ...given, body: unwrapped(given.body) } : given;
  const own = exchange.kind === 'answer' ? ownMeaning(exchange, asked) : undefined;
  if (own) return own;
  const refusal = classifyRefusal(exchange, { now: 0, skew: 0, secrets: secrets.filter(Boolean) });
  const { detail } = refusal;
  switch (refusal.kind) {
    case 'auth':
      return { code: accountCode(refusal.reason), detail };
    case 'credits':
      return { code: 'credits', detail };
    case 'throttled':
      return { code: 'throttled', detail: '' };
    case 'not-sent':
      return { code: lineCode(refusal.reason), detail };
    default:
      return exchange.kind === 'broken' ? { code: 'network', detail } : { code: 'unclear', detail };
  }
}

function accountCode(reason: string | undefined): SignInCode {
  switch (reason) {
    case 'locked':
    case 'suspended':
    case 'notEnrolled':
      return reason;
    case 'readOnly':
      return 'read-only';
    default:
      return 'refused';
  }
}

function lineCode(reason: string | undefined): SignInCode {
  switch (reason) {
    case 'proxy':
    case 'untrusted':
    case 'clock':
      return reason;
    default:
      return 'network';
  }
}

/** What only a sign-in is told. */
function ownMeaning({ http, body }: Answer, asked: Asked): Meaning | undefined {
  const words = saidIn(body);
  if (asked === 'refused') return undefined;
  if (asked === 'token') {
    const found = TOKEN_WORDS.find(([pattern]) => http < 500 && pattern.test(words))?.[1];
    return found && { code: found, detail: words };
  }
  // X refuses the callback of an app that has none registered, also of one that asks for a PIN.
  if (asked === 'app-keys' && /callback|code 415\b/i.test(words))
    return { code: 'bad-callback', detail: words };
  return http === 401 && !/timestamp/i.test(words) ? { code: asked, detail: '' } : undefined;
}

/** Errors of OAuth 2 have fields of their own. */
function saidIn(body: unknown): string {
  const record = asRecord(body);
  const own = [asText(record?.['error']), asText(record?.['error_description'])].filter(Boolean).join(': ');
  return own || wordsOf(body);
}

/** The answers below /oauth/ are read as forms: what is none is then the name of an empty field. */
function unwrapped(body: unknown): unknown {
  const [only, ...others] = Object.entries(asRecord(body) ?? {});
  if (only?.[1] !== '' || others.length > 0) return body;
  try {
    return JSON.parse(only[0]);
  } catch {
    return only[0];
  }
}
