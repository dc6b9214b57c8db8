import { roundUsd } from '../../domain/cost.ts';
import { authenticate, type Caller } from './auth.ts';
import type { Commits } from './commits.ts';
import { type ApiRequest, commonHeaders, type Reply } from './http.ts';
import type { Limiter } from './limits.ts';
import { openRouteOf } from './open-routes.ts';
import {
  forbidden,
  internalError,
  methodNotAllowed,
  notFound,
  readOnlyApp,
  tooManyRequests,
  unauthorized,
} from './problems.ts';
import type { LogEntry } from './request-log.ts';
import { findRoute } from './router.ts';
import type { Call, Endpoint, World } from './world.ts';

/** One call and what the API makes of it. */
export type Attempt = {
  /**
   * The answer. What the call does is on the disk when this resolves, or undone when `keep` is false. A post
   * keeps its id from run to run, unless `renew` says that nobody has seen it.
   */
  run(keep: boolean, renew?: boolean): Promise<Reply>;
};

export type Gate = (request: ApiRequest, entry: LogEntry) => Attempt;

export type GateParts = { readonly commits: Commits; readonly limiter: Limiter; readonly world: World };

/** Lets calls in: address, then signature (401), then limits (429). */
export function createGate(parts: GateParts): Gate {
  const { limiter, world } = parts;
  const refuse = (reply: Reply, headers = {}): Attempt => ({
    run: () => Promise.resolve(withHeaders(reply, headers, world)),
  });
  return (request, entry) => {
    // Before the signature is asked for: whoever renews a token has none that is good.
    const open = openRouteOf(request);
    if (open) return createAttempt(parts, entry, {}, { writes: true, handle: () => open(request, world) });
    const route = findRoute(request.method, request.path);
    if (route.kind !== 'found') return refuse(route.kind === 'no-path' ? notFound() : methodNotAllowed());
    const caller = authenticate(request, world);
    if (!caller) return refuse(unauthorized());
    const { endpoint, id } = route;
    const { user } = caller;
    const refusal = withoutRight(caller, endpoint, world);
    if (refusal) return refuse(refusal);
    const { allowed, headers } = limiter.take(endpoint.limit, user);
    if (!allowed) return refuse(tooManyRequests(), headers);
    const handle: Work['handle'] = (now) => endpoint.handle({ ...now, request, user, id }, world);
    return createAttempt(parts, entry, headers, { writes: endpoint.writes, handle });
  };
}

/** X's 403 for what the sign-in, or the app that signed, may not do. */
function withoutRight({ scopes }: Caller, { scope, writes }: Endpoint, { knobs }: World): Reply | undefined {
  if (scopes) return scopes.includes(scope) ? undefined : forbidden();
  return writes && knobs.get().appAccess === 'read' ? readOnlyApp() : undefined;
}

/** What a call does; run inside a transaction when it writes. */
type Work = {
  readonly writes: boolean;
  readonly handle: (now: Pick<Call, 'now' | 'newId'>) => Reply;
};

function createAttempt(
  { commits, world }: GateParts,
  entry: LogEntry,
  headers: Readonly<Record<string, string>>,
  work: Work,
): Attempt {
  const handle = createRun(commits, world, work, entry);
  return {
    run: async (keep, renew = false) => {
      const reply = await handle(keep, renew);
      if (keep) entry.applied ||= reply.changes ?? false;
      if (reply.postId !== undefined) entry.postId = reply.postId;
      return withHeaders(reply, headers, world);
    },
  };
}

function createRun(
  commits: Commits,
  world: World,
  { writes, handle }: Work,
  entry: LogEntry,
): (keep: boolean, renew: boolean) => Promise<Reply> {
  let minted: string | undefined;
  const run = (keep: boolean): Reply => {
    const now = world.clock.now();
    const newId = (): string => {
      minted ??= world.posts.nextId(now);
      return minted;
    };
    const reply = handle({ now, newId });
    // Here and not after the commit, so that the next call of the same commit finds the balance.
    if (keep) bill(world, reply.cost ?? 0);
    return reply;
  };
  return async (keep, renew) => {
    if (renew) minted = undefined;
    try {
      return writes ? await commits.submit(() => run(keep), keep) : run(keep);
    } catch (error) {
      // A full disk, or another process that kept the file locked: nothing was written.
      entry.error = error instanceof Error ? error.message : String(error);
      return internalError();
    }
  };
}

function bill({ knobs }: World, usd: number): void {
  const { credits } = knobs.get();
  if (credits !== null && usd > 0) knobs.set({ credits: roundUsd(credits - usd) });
}

function withHeaders(
  reply: Reply,
  headers: Readonly<Record<string, string>>,
  { clock, knobs }: World,
): Reply {
  const common = commonHeaders(clock.now(), knobs.get().appAccess);
  return { ...reply, headers: { ...common, ...headers, ...reply.headers } };
}
