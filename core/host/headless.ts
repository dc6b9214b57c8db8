import { existsSync } from 'node:fs';
import type { Sandbox } from '../adapters/sandbox/sandbox.ts';
import type { WorkerHolder } from '../adapters/sqlite/worker-lock.ts';
import type { Account } from '../domain/account.ts';
import { isPaused } from '../domain/health.ts';
import type { Post } from '../domain/post.ts';
import { SECOND } from '../domain/time.ts';
import type { Publisher } from '../ports/publisher.ts';
import { inOutage } from '../ports/store-error.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import { connectKeys } from './connect-keys.ts';
import { type ConnectDeps, type Connected, connectAccount } from './connections.ts';
import type { PerchEnvironment } from './environment.ts';
import type { Home } from './home.ts';
import { realAccountKeys, sealedAccounts, storedAccountKeys } from './keys.ts';
import { createRoutedPublisher } from './publishers.ts';
import { ensureSandboxAccount, openHomeSandbox, sandboxFile, sandboxKeys } from './sandbox.ts';
import { openSecrets } from './secrets.ts';
import { type HostedWorker, hostWorker } from './worker-host.ts';

/** An account that cannot be used now, with one sentence that says what to do. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly code = 'account';
}

const ASK_LIMIT = 10 * SECOND;

/**
 * The account that new posts get when nobody names one: that of PERCH_X_KEYS, else the only stored one, else
 * the sandbox.
 * @throws AccountError when X has to be asked whose keys they are and does not say
 */
export async function defaultAccount(home: Home, env: PerchEnvironment): Promise<Account> {
  if (env.account) return identifyAccount(home, env.account);
  const secrets = openSecrets(home.path);
  const stored = storedAccountKeys(secrets, env.apiBaseUrl);
  const sealed = sealedAccounts(secrets);
  const [only] = stored;
  if (stored.length + sealed.length > 1)
    throw new AccountError(
      'There are several accounts: name one with --account. `perch accounts` lists them.',
    );
  const [name] = sealed;
  if (name !== undefined) return sealedAccount(home, name);
  return only ? identifyAccount(home, only) : ensureSandboxAccount(home);
}

/** What is written for it, the app publishes. */
async function sealedAccount({ accounts }: Home, name: string): Promise<Account> {
  const account = await accounts.get(name);
  if (!account) throw new AccountError(sealedSentence([name]));
  return account;
}

/** Why keys that are there are of no use here, and what to do. */
export function sealedSentence(names: readonly string[]): string {
  const whose = names.map((name) => `@${name}`).join(', ');
  return `The keys of ${whose} are sealed with the keyring of the app, and only the app can open them: let the app do it, or give keys in PERCH_X_KEYS.`;
}

/** `keepKeys`: see `ConnectDeps`. @throws AccountError */
export async function identifyAccount(home: Home, keys: AccountKeys, more: Keeping = {}): Promise<Account> {
  const connected = await connect(home, keys, more);
  if (connected.kind === 'connected') {
    // So that posts can be written for it while the storage is away.
    await home.accounts.list();
    return connected.account;
  }
  const { kind, detail } = connected.refusal;
  const what = kind === 'auth' ? 'X did not accept these keys' : 'X could not be asked whose keys these are';
  throw new AccountError(`${what} (${detail}). Check the keys and the connection, then try again.`);
}

export type HeadlessOptions = {
  readonly home: Home;
  readonly env: PerchEnvironment;
  /** `once`: one pass. `until-idle`: until nothing is due, on the wire, in doubt or to be tried again. */
  readonly mode: 'forever' | 'once' | 'until-idle';
  /** Ends it gracefully. */
  readonly signal: AbortSignal;
  readonly onStarted?: () => void;
  readonly onPublished?: (post: Post, tweetId: string) => void;
};

export type HeadlessResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'taken'; readonly holder: WorkerHolder | undefined };

/** What is on the wire gets this long to finish when the worker is asked to end, ms. */
const GRACE = 5 * SECOND;
/** Idle is looked at no more often than this, ms: over a network every look is paid for. */
const LOOK_EVERY = { local: 200, azure: 2 * SECOND } as const;

/** A worker without a window, with the home's sandbox inside when its account is used. */
export async function runHeadless(options: HeadlessOptions): Promise<HeadlessResult> {
  const { home, env, mode } = options;
  const { keys, sandbox } = await openKeys(home, env);
  const refusal = new AbortController();
  const signal = AbortSignal.any([options.signal, refusal.signal]);
  try {
    const result = await hostWorker({
      home,
      keys: keys(),
      reread: async () => keys(),
      kind: 'cli',
      loops: mode !== 'once',
      waits: mode === 'forever',
      onRefused: (error) => refusal.abort(error),
      ...(env.timings && { timings: env.timings }),
      ...(options.onPublished && { onPublished: options.onPublished }),
    });
    if (result.kind === 'taken') return result;
    options.onStarted?.();
    await work(result.hosted, { ...options, signal });
    await result.hosted.stop(signal.aborted ? GRACE : 0);
    if (refusal.signal.aborted) throw refusal.signal.reason;
    return { kind: 'done' };
  } finally {
    await sandbox?.close();
  }
}

async function work({ worker }: HostedWorker, { home, mode, signal }: HeadlessOptions): Promise<void> {
  if (mode === 'once') return worker.runOnce();
  while (!signal.aborted) {
    // Nobody knows what is left to do while the storage is away.
    if (mode === 'until-idle' && (await isIdle(home).catch(inOutage(() => false)))) return;
    await home.clock.sleep(
      mode === 'until-idle' ? LOOK_EVERY[home.storage.kind] : Number.MAX_SAFE_INTEGER,
      signal,
    );
  }
}

/** While publishing is paused, only what is on the wire or in doubt is still going on. */
async function isIdle({ store, clock }: Home): Promise<boolean> {
  const now = clock.now();
  // Before the counts: what stops being due meanwhile is counted as queued.
  const due = (await store.posts.due(now, 1)).posts;
  const { queued, publishing, checking, retrying } = await store.posts.counts();
  if (publishing + checking > 0) return false;
  if (isPaused(await store.settings.pausedUntil(), now)) return true;
  return queued + retrying + due.length === 0;
}

/** X for the accounts of a home, for a command that talks to it itself. */
export async function withPublisher<T>(
  home: Home,
  env: PerchEnvironment,
  use: (publisher: Publisher) => Promise<T>,
): Promise<T> {
  const { keys, sandbox } = await openKeys(home, env);
  const publishers = new Map<string, Publisher>();
  try {
    for (const one of keys()) {
      const connected = await connect(home, one);
      if (connected.kind === 'connected')
        publishers.set(connected.account.name, connected.connection.publisher);
    }
    return await use(
      createRoutedPublisher(
        (account) => publishers.get(account),
        async () => {},
      ),
    );
  } finally {
    await sandbox?.close();
  }
}

type Keeping = Pick<ConnectDeps, 'keepKeys'>;

function connect(home: Home, keys: AccountKeys, more: Keeping = {}): Promise<Connected> {
  const { store, accounts: known, clock, log, service } = home;
  const deps = { accounts: store.accounts, known, clock, log, openAccount: service.openAccount, ...more };
  return connectAccount(deps, connectKeys(keys, home), AbortSignal.timeout(ASK_LIMIT));
}

/** The keys of all accounts of a home; the sandbox runs in this process when one of them is its account. */
async function openKeys(
  home: Home,
  env: PerchEnvironment,
): Promise<{ keys: () => readonly AccountKeys[]; sandbox?: Sandbox }> {
  const secrets = openSecrets(home.path);
  const real = () => realAccountKeys(secrets, env);
  const sealed = sealedAccounts(secrets);
  const isSandboxUsed = await usesSandbox(home);
  if (sealed.length > 0) {
    if (real().length === 0 && !isSandboxUsed) throw new AccountError(sealedSentence(sealed));
    home.log.warn(sealedSentence(sealed));
  }
  if (real().length > 0 && !isSandboxUsed) return { keys: real };
  const sandbox = await openHomeSandbox(home.path);
  return { keys: () => [...real(), sandboxKeys(sandbox)], sandbox };
}

async function usesSandbox({ accounts, path }: Home): Promise<boolean> {
  return accounts
    .list()
    .then((all) => all.some((account) => account.kind === 'sandbox'))
    .catch(inOutage(() => existsSync(sandboxFile(path))));
}
