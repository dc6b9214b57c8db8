import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Accounts, controlSecretOf, openAccounts, type User } from './accounts.ts';
import { createGate, type Gate } from './attempt.ts';
import { createSandboxClock } from './clock.ts';
import { openCodes } from './codes.ts';
import { type Commits, createCommits } from './commits.ts';
import { CONTROL_PREFIX, type Controlled, handleControl } from './control.ts';
import { openSandboxDatabase, type SandboxDatabase } from './database.ts';
import { parseFaults } from './fault-shape.ts';
import { createFaults, type FaultList } from './faults.ts';
import { openGrants } from './grants.ts';
import { type ApiRequest, readRequest } from './http.ts';
import { createKnobs } from './knobs.ts';
import { createLimiter, type Limiter } from './limits.ts';
import { openMedia } from './media.ts';
import { addPast } from './past-posts.ts';
import { playFault } from './play-fault.ts';
import { openPosts } from './posts.ts';
import { tooLarge } from './problems.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { listen } from './server.ts';
import { createTimers, type Timers } from './timers.ts';
import type { Sandbox, SandboxAccount, SandboxOptions } from './types.ts';
import { send } from './wire.ts';
import type { World } from './world.ts';

export type { Fault } from './faults.ts';
export { NO_LIMITS } from './knobs.ts';
export type {
  Sandbox,
  SandboxKeys,
  SandboxOptions,
  SandboxPost,
  SandboxRequest,
} from './types.ts';

type Parts = {
  readonly db: SandboxDatabase;
  readonly world: World;
  readonly limiter: Limiter;
  readonly faults: FaultList;
  readonly log: RequestLog;
  readonly timers: Timers;
  readonly commits: Commits;
  readonly gate: Gate;
};

/**
 * Starts a fake of the X v2 API on 127.0.0.1 that keeps its account and posts in `options.file`. Every post is
 * on the disk before it is answered. Knobs, faults, spent limits and the log live as long as the process.
 * @throws SandboxError `port-taken`, `port-refused`, `bad-file`, `bad-input`
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const parts = openParts(options);
  const controlled = control(parts);
  const served = options.control ? controlled : undefined;
  try {
    const server = await listen(options.port ?? 0, (req, res) => {
      serve(parts, served, req, res).catch(() => res.destroy());
    });
    const close = async (): Promise<void> => {
      parts.timers.stop();
      await server.close();
      parts.commits.flush();
      parts.db.close();
    };
    return { ...controlled, url: server.url, close };
  } catch (error) {
    parts.db.close();
    throw error;
  }
}

function openParts({ file, now, knobs: initial = {} }: SandboxOptions): Parts {
  const knobs = createKnobs(initial);
  const clock = createSandboxClock(now, () => knobs.get().clockOffsetMs);
  const db = openSandboxDatabase(file);
  const accounts: Accounts = openAccounts(db, clock.now);
  const limiter = createLimiter(clock.now, () => knobs.get().limits);
  const commits = createCommits(db);
  const accessTokenMs = () => knobs.get().accessTokenMs;
  const grants = openGrants(db, accounts, { now: clock.now, accessTokenMs });
  const codes = openCodes(db, clock.now);
  const world = { posts: openPosts(db), media: openMedia(db), accounts, grants, codes, knobs, clock };
  const gate = createGate({ commits, limiter, world });
  const rest = { faults: createFaults(), log: createRequestLog(), timers: createTimers() };
  return { db, world, commits, limiter, gate, ...rest };
}

function control({ db, world, limiter, faults, log, timers }: Parts): Controlled {
  const { posts, media, accounts, grants, knobs, clock } = world;
  return {
    keys: accounts.main.keys,
    account: publicAccount(accounts.main),
    controlSecret: controlSecretOf(db),
    now: clock.now,
    accounts: () => accounts.all().map(publicAccount),
    addAccount: (details) => {
      const user = accounts.add(details);
      return { account: publicAccount(user), keys: user.keys };
    },
    signIn: (details = {}) => grants.signIn(details),
    revoke: grants.revoke,
    endAccess: grants.endAccess,
    grants: grants.all,
    knobs: knobs.get,
    setKnobs: knobs.set,
    faults: faults.states,
    setFaults: (list) => faults.set(parseFaults(list)),
    posts: posts.all,
    media: media.all,
    countPosts: posts.count,
    requests: log.all,
    addPast: (list) => addPast(posts, accounts.main.id, list),
    reset: () => {
      timers.stop();
      faults.set([]);
      log.clear();
      limiter.clear();
      knobs.reset();
      posts.clear();
      media.clear();
    },
  };
}

function publicAccount({ id, name, username }: User): SandboxAccount {
  return { id, name, username };
}

async function serve(
  parts: Parts,
  controlled: Controlled | undefined,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const at = parts.world.clock.arrival();
  const request = await readRequest(req);
  if (!request) return send(res, tooLarge());
  if (controlled && request.path.startsWith(CONTROL_PREFIX)) {
    return send(res, handleControl(controlled, request));
  }
  await answer(parts, request, res, at);
}

async function answer(parts: Parts, request: ApiRequest, res: ServerResponse, at: number): Promise<void> {
  const { world, faults, log, timers, gate } = parts;
  const entry = log.add(at, request);
  const fault = faults.take(request);
  const attempt = gate(request, entry);
  if (fault) return playFault(fault, { res, attempt, entry, timers, now: world.clock.now });
  const reply = await attempt.run(true);
  const { latencyMs } = world.knobs.get();
  if (latencyMs > 0 && !(await timers.sleep(latencyMs))) return;
  entry.status = reply.status;
  send(res, reply);
}
