import { createHash, timingSafeEqual } from 'node:crypto';
import { SandboxError } from './errors.ts';
import { parseFaults } from './fault-shape.ts';
import type { FaultState } from './faults.ts';
import { type ApiRequest, type Reply, reply } from './http.ts';
import { parseKnobs, type SandboxKnobs } from './knobs.ts';
import { isObject, list, number, object, type Shape, text } from './shape.ts';
import type { AccountDetails, Sandbox, SandboxAccount, SignInDetails } from './types.ts';

export const CONTROL_PREFIX = '/__sandbox/';

/** What the control endpoints work on. */
export type Controlled = Omit<Sandbox, 'close' | 'url'> & {
  now(): number;
  faults(): readonly FaultState[];
  accounts(): readonly SandboxAccount[];
  countPosts(): number;
};

type Action = (sandbox: Controlled, body: unknown) => unknown;

const ACTIONS: Readonly<Record<string, Action>> = {
  'GET posts': (sandbox) => ({ posts: sandbox.posts() }),
  'GET media': (sandbox) => ({ media: sandbox.media() }),
  'GET requests': (sandbox) => ({ requests: sandbox.requests() }),
  'GET state': stateOf,
  'POST faults': (sandbox, body) => {
    sandbox.setFaults(parseFaults(field(body, 'faults', '{"faults": [{"kind": …, "apply": …}]}')));
    return { faults: sandbox.faults() };
  },
  'POST knobs': (sandbox, body) => {
    sandbox.setKnobs(parseKnobs(body));
    return { knobs: sandbox.knobs() };
  },
  'POST reset': (sandbox) => {
    sandbox.reset();
    return stateOf(sandbox);
  },
  'POST clock': setClock,
  'POST accounts': (sandbox, body) => sandbox.addAccount(body as AccountDetails),
  'GET grants': (sandbox) => ({ grants: sandbox.grants() }),
  'POST sign-in': (sandbox, body) => sandbox.signIn(body as SignInDetails),
  'POST end-access': (sandbox) => {
    sandbox.endAccess();
    return { grants: sandbox.grants() };
  },
  'POST revoke': (sandbox, body) => {
    check(object({ clientId: text() }, ['clientId']), body, '{"clientId": "…"}');
    sandbox.revoke((body as { readonly clientId: string }).clientId);
    return { grants: sandbox.grants() };
  },
};

/** Answers a call under `/__sandbox/`. */
export function handleControl(sandbox: Controlled, request: ApiRequest): Reply {
  if (!knowsSecret(request, sandbox.controlSecret)) {
    return failure(401, 'The header x-sandbox-secret must hold the control secret of this sandbox.');
  }
  const name = request.path.slice(CONTROL_PREFIX.length);
  const action = ACTIONS[`${request.method} ${name}`];
  if (!action) {
    const known = Object.keys(ACTIONS).map((each) => each.replace(' ', ` ${CONTROL_PREFIX}`));
    return failure(404, `There is no ${request.method} ${request.path}. There are ${known.join(', ')}.`);
  }
  try {
    return reply(200, action(sandbox, parseBody(request)));
  } catch (error) {
    if (error instanceof SandboxError) return failure(400, error.message);
    throw error;
  }
}

function parseBody({ body }: ApiRequest): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new SandboxError('bad-input', 'The body is not JSON: send a JSON object.');
  }
}

function stateOf(sandbox: Controlled): Record<string, unknown> {
  return {
    now: new Date(sandbox.now()).toISOString(),
    account: sandbox.account,
    accounts: sandbox.accounts(),
    knobs: sandbox.knobs(),
    faults: sandbox.faults(),
    posts: sandbox.countPosts(),
    requests: sandbox.requests().length,
  };
}

const CLOCK = object({
  offsetMs: number(),
  advanceMs: number(),
  now: text({ pattern: /^\d{4}-\d\d-\d\dT.*Z$/ }),
});

/** Sets X's clock: by its distance from ours, by a step, or to an instant. */
function setClock(sandbox: Controlled, body: unknown): unknown {
  check(CLOCK, body, '{"offsetMs": 0}, {"advanceMs": 60000} or {"now": "2027-03-28T00:59:00Z"}');
  const { offsetMs, advanceMs, now } = body as { offsetMs?: number; advanceMs?: number; now?: string };
  const { clockOffsetMs: before }: SandboxKnobs = sandbox.knobs();
  const wanted = offsetMs ?? (now === undefined ? before : before + Date.parse(now) - sandbox.now());
  const clockOffsetMs = wanted + (advanceMs ?? 0);
  if (!Number.isFinite(clockOffsetMs)) throw new SandboxError('bad-input', `Not an instant: ${now}.`);
  sandbox.setKnobs({ clockOffsetMs });
  return { now: new Date(sandbox.now()).toISOString(), offsetMs: clockOffsetMs };
}

function field(body: unknown, name: string, example: string): unknown {
  check(object({ [name]: list(() => []) }, [name]), body, example);
  return isObject(body) ? body[name] : undefined;
}

function check(shape: Shape, body: unknown, example: string): void {
  const issues = shape(body, '$');
  if (issues.length === 0) return;
  const found = issues.map((issue) => issue.message).join('; ');
  throw new SandboxError('bad-input', `${found}. Expected ${example}.`);
}

function failure(status: number, error: string): Reply {
  return reply(status, { error });
}

function knowsSecret({ headers }: ApiRequest, secret: string): boolean {
  const own = headers['x-sandbox-secret'];
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  const given = typeof own === 'string' ? own : bearer;
  // Hashed first, because the comparison needs equal lengths.
  return given !== undefined && timingSafeEqual(hash(given), hash(secret));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
